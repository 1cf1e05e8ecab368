"""The VAT return: the boxes of a period added up from the ledger, filed once, and what came after."""
