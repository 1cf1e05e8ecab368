"""Tests of quotations: the calculation, sending, and what is answered."""
