"""Reminders: friendly, once more, and at last the letter that names the cost; a person confirms each."""
