"""The forms of the invoicing floor."""
