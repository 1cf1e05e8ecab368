"""Paying online: the private page of an invoice, and what the payment provider does for it."""
