"""The ledger: accounts, transactions and periods; it knows no member, order or invoice."""
