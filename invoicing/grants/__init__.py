"""Grants and what funders want to see: asked for, granted, spent by their rules, accounted for and settled."""
