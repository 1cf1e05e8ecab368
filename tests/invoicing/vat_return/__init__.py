"""The VAT return, from the sums in the ledger to the form that is copied."""
