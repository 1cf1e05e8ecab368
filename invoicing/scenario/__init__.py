"""What if: the year under other prices, volumes, wages and grants, beside today's, kept by name."""
