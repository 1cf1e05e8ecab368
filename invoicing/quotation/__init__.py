"""Quotations: what a piece of work for an organisation costs us, what we ask for it, and what they answer."""
