"""Benchmarks that print ratios, not times."""
