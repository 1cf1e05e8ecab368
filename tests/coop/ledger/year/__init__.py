"""Closing a year."""
