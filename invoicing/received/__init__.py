"""Received invoices: what a supplier sent as UBL, read, checked and proposed; nothing is booked here."""
