"""The annual accounts: balance sheet and profit and loss of a year, with the year before beside it."""
