"""Opening the books."""
