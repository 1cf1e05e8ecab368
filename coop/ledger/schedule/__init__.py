"""Recurring memorial entries: what was paid ahead, what is still to come, wear, and provisions."""
