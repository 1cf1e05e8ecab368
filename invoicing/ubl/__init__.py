"""The e-invoice: an issued invoice as UBL 2.1, from its snapshot alone."""
