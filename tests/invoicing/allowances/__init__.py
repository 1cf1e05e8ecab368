"""Tests of the allowance."""
