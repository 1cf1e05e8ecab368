"""What it costs: VAT, invoices, payments, purchases, and on top the exploitatie."""
