"""Claims of members: expenses they paid for us, and what we pay to people on top of wages."""
