"""Paying out on the screen."""
