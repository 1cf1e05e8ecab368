"""Recurring memorial entries."""
