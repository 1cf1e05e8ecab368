"""The budget of a year: what we plan to earn and spend, in versions that the members adopt."""
