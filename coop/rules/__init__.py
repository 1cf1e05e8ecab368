"""Figures the law changes, as dated data with their source."""
