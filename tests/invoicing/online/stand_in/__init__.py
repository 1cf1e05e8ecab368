"""Tests of the stand-in for the payment provider."""
