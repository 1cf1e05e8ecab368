"""Marks: how an entry in the ledger says which VAT it belongs to, so that a return is a sum over entries.

    S2100, S900      sold at a rate, in hundredths of a per cent: on the turnover and on its VAT
    Z0, AE0, E0, O0  sold at zero, reversed to the customer, exempt, outside the scope: on the turnover
    KOR              sold under the small businesses' scheme, which is exempt as well: on the turnover
    in:high …        bought under a rule of the book: on the cost, on the VAT we owe instead of the supplier, and
                     on the VAT we deduct (in years gone by that last one was marked `in` alone)
    in:not           VAT that is not deducted, on the cost it belongs to

An entry in Debiteuren, Crediteuren or money carries none.
"""

from invoicing import kor_walk
from invoicing.vat import VatGroup

KOR = "KOR"
BOUGHT = "in"
NOT_DEDUCTED = f"{BOUGHT}:not"


def of_group(group: VatGroup) -> str:
    """The mark of what is sold."""
    if group == kor_walk.group():
        return KOR
    return f"{group.category}{group.basis_points}"


def of_bought(rule: str) -> str:
    """The mark of what is bought under a rule."""
    return f"{BOUGHT}:{rule}"
