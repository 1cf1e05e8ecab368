"""Closing a year: what is in doubt, that it is final, and what the members decide on its result."""
