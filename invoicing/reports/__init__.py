"""The reports: one page for the members' meeting, and the whole budget as a book."""
