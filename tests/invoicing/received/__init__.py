"""Tests of received invoices."""
