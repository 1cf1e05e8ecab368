"""The bank: accounts, statements and their lines, read from what the bank gives; matching comes later."""
