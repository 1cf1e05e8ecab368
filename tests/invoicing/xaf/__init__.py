"""The XML Auditfile Financieel."""
