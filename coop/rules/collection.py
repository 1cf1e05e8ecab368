"""The cost of collecting: what a debtor may be asked on top of a claim (BW 6:96; Stb. 2012, 141 art. 2)."""

from datetime import timedelta

from coop.money import Money, half_up
from coop.rules import book


def letter_term() -> timedelta:
    """How long a consumer has after the last letter before anything may come on top (BW 6:96 lid 6)."""
    return timedelta(days=book.read("collection")["letter"]["days"])


def cost(claim: Money, *, vat_basis_points: int = 0) -> Money:
    """What collecting a claim may cost; several claims of one debtor are added up first (lid 7).

    VAT is added only where the creditor cannot deduct it (art. 2 lid 3).
    """
    rules = book.read("collection")
    begin, hundredths = 0, 0
    for part in rules["scale"]:
        end = min(claim.cents, part.get("up_to", claim.cents))
        hundredths += max(0, end - begin) * part["basis_points"]
        begin = max(begin, end)
    found = min(max(half_up(hundredths, 10_000), rules["cost"]["minimum"]), rules["cost"]["maximum"])
    return Money(found) + Money(found).share(vat_basis_points)
