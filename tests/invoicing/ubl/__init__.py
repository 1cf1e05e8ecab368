"""Tests of the e-invoice."""
