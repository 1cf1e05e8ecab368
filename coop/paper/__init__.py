"""Paper: what is printed as PDF, for every floor; it knows no member, order or invoice."""
