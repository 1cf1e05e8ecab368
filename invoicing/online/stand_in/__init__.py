"""A stand-in for the payment provider (Stripe): it keeps state and speaks its API, for tests and the demo."""
