"""The proof: every return that was filed is what the ledger still says, to the cent."""

from flask_babel import gettext

from coop.ledger.control import proof
from invoicing.vat_return.boxes import Amounts
from invoicing.vat_return.filed import Kind, VatReturn, returns
from invoicing.vat_return.ledger_sums import Which, add_up, in_period, movement, supplied


def entries_of(one: VatReturn) -> Which:
    """Which entries a filed return declares."""
    return in_period(one.stretch) if one.kind == Kind.RETURN else supplied(one.code)


def differs(one: VatReturn) -> bool:
    """Whether the ledger says something else now than what was filed."""
    now = add_up(entries_of(one))
    kept = {row.box: Amounts(row.exact_turnover, row.exact_vat) for row in one.boxes}
    same = all(kept.get(code) == amounts for code, amounts in now.boxes.items())
    moved = movement(one.stretch) if one.kind == Kind.RETURN else now.due
    return not (same and now.due == one.exact == moved)


@proof
def filed_returns_stand() -> list[str]:
    """Each filed return that the ledger no longer agrees with."""
    return [
        gettext("btw-aangifte %(code)s is niet meer wat het grootboek zegt", code=one.code)
        for one in returns()
        if differs(one)
    ]
