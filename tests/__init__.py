"""The tests, one folder for each floor, and stories that walk them all."""
