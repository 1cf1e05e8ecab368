"""Tests of SEPA direct debit."""
