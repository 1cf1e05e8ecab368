"""Checking a received invoice: whether it adds up, and what to look at before it is booked."""

from collections.abc import Iterator

from flask_babel import gettext

from coop.money import Money
from coop.wijk import Wijk
from invoicing.received.paper import Paper


def faults(paper: Paper) -> Iterator[str]:
    """What makes it impossible to book: not in euro, or not adding up (EN 16931, BR-CO-10 to BR-CO-16)."""
    if paper.currency != "EUR":
        yield gettext("De factuur is in %(currency)s. Wij boeken alleen euro.", currency=paper.currency or "?")
    nothing = Money.zero()
    lines = sum((line.net for line in paper.lines), nothing) + paper.other
    yield from _same(gettext("De regels samen"), lines, gettext("het totaal zonder btw"), paper.net)
    taxed = sum((tax.net for tax in paper.taxes), nothing)
    yield from _same(gettext("De bedragen per tarief"), taxed, gettext("het totaal zonder btw"), paper.net)
    vat = sum((tax.vat for tax in paper.taxes), nothing)
    yield from _same(gettext("De btw per tarief"), vat, gettext("de btw samen"), paper.vat)
    yield from _same(
        gettext("Zonder btw plus btw"), paper.net + paper.vat, gettext("het totaal met btw"), paper.total
    )
    asked = paper.total - paper.paid_before + paper.rounding
    yield from _same(gettext("Het totaal met btw"), asked, gettext("het te betalen bedrag"), paper.payable)


def doubts(paper: Paper, house: Wijk) -> Iterator[str]:
    """What to look at, a sentence each; it can be booked all the same."""
    to = paper.addressee
    other = (house.kvk and to.kvk and house.kvk != to.kvk) or (
        house.vat_id and to.vat_id and house.vat_id != to.vat_id
    )
    if other:
        yield gettext("De factuur staat op naam van %(name)s. Is hij wel voor ons?", name=to.name or to.kvk)
    for tax in paper.taxes:
        reckoned = tax.net.share(tax.basis_points)
        if abs(tax.vat - reckoned) > Money(max(1, len(paper.lines))):
            yield gettext(
                "De btw van %(vat)s is niet wat het tarief geeft (%(reckoned)s).", vat=tax.vat, reckoned=reckoned
            )
    if paper.due_on is not None and paper.due_on < paper.day:
        yield gettext("De betaaldag ligt voor de factuurdatum.")
    if paper.paid_before:
        yield gettext("Er is al %(amount)s betaald. Boek ook die betaling.", amount=abs(paper.paid_before))


def _same(one: str, amount: Money, other: str, told: Money) -> Iterator[str]:
    if amount != told:
        yield gettext(
            "%(one)s (%(amount)s) is niet gelijk aan %(other)s (%(told)s).",
            one=one,
            amount=amount,
            other=other,
            told=told,
        )
