"""The forms of the members' floor."""
