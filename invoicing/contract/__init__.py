"""Contracts: accepted quotations, with their jobs, their instalments and how far they are."""
