"""The XML Auditfile Financieel: a year of the books as the tax administration and an accountant read it."""
