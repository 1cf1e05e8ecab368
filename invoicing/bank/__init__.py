"""The bank: accounts, statements and their lines, read from what the bank gives, and what is on its way."""
