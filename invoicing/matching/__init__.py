"""Matching: what a line of the bank was for, found by what it tells, and booked."""
