"""Tests of the invoicing floor."""
