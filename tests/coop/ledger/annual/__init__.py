"""The annual accounts."""
