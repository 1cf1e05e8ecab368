"""The annual accounts on the screen, on paper and as a file."""
