"""Paying out: whom we pay on which account, and the orders to the bank that a second person approves."""
