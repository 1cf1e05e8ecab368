"""Tests of contracts: from an accepted quotation to hours, invoices and the exploitatie."""
