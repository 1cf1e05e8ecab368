"""SEPA direct debit: mandates that customers sign, collections of what they owe, and what comes back."""
