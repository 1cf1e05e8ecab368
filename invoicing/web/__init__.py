"""The pages of the invoicing floor."""
