"""The pages of the members' floor."""
