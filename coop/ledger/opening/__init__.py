"""Opening the books: what stood in the old ones, read from a file and posted once."""
