"""Sending a quotation: it gets its number, what the customer reads is fixed, and the old version makes room."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext

from coop import clock, outbox, sequence, wijk
from coop.database import db
from coop.errors import Refusal, Stale
from coop.money import Money
from invoicing.draft import customer_of, seller
from invoicing.quotation import reckoning
from invoicing.quotation.quotation import Pays, Quotation, QuotationState
from invoicing.quotation.reckoning import Reckoned
from orders.hours import LONGEST

PRINT = "quotations.print"
"""The outbox task that prints a quotation and mails it."""


class NotReady(Refusal):
    """What is sent can be accepted at once, so nothing may be missing from it."""


class NotOut(Stale):
    """Only what lies with the customer can be taken back."""


def lacking(quotation: Quotation) -> list[str]:
    """What a draft still needs before it can be sent, in sentences."""
    return list(_lacking(quotation, reckoning.reckon(quotation)))


def send(quotation: Quotation, link: str, *, mails: bool = True) -> Quotation:
    """Send a draft; its paper and its mail with the private link follow after the commit.

    Raises AlreadySent, NotReady.
    """
    quotation.must_be_draft()
    made = reckoning.keep(quotation)
    for sentence in _lacking(quotation, made):
        raise NotReady(sentence)
    if quotation.number is None:
        year = clock.today().year
        quotation.number = f"O{year}-{sequence.next_number(f'quotation:{year}'):03d}"
    quotation.snapshot = snapshot(quotation, made)
    quotation.sent_at = clock.now()
    quotation.state = QuotationState.SENT
    if quotation.replaces is not None and quotation.replaces.state == QuotationState.SENT:
        _end(quotation.replaces, QuotationState.REPLACED)
    db.session.flush()
    outbox.put(PRINT, {"quotation": quotation.id, "link": link, "mails": mails}, key=f"{PRINT}:{quotation.id}")
    return quotation


def withdraw(quotation: Quotation) -> None:
    """Take back what was not answered yet; raises NotOut."""
    if quotation.state != QuotationState.SENT:
        raise NotOut(gettext("Deze offerte ligt niet (meer) bij de klant."))
    _end(quotation, QuotationState.WITHDRAWN)


def snapshot(quotation: Quotation, made: Reckoned) -> dict[str, Any]:
    """What the customer is to read of a draft: no costs, no hours of ours, no margin."""
    whole = sum((row.price for row in made.rows), Money.zero())
    return {
        "customer": customer_of(quotation.party),
        "seller": seller(),
        "service": quotation.service.name,
        "rows": [
            {
                "activity": row.activity,
                "price": row.price.cents,
                "vat_rule": row.vat_rule,
                "category": group.category,
                "basis_points": group.basis_points,
            }
            for row, group in zip(made.rows, made.groups, strict=True)
        ],
        "price": whole.cents,
        "taxes": [
            {
                "category": part.group.category,
                "basis_points": part.group.basis_points,
                "reason": part.group.reason,
                "net": part.net.cents,
                "vat": part.vat.cents,
            }
            for part in made.totals.subtotals
        ],
        "net": made.totals.net.cents,
        "vat": made.totals.vat.cents,
        "payable": made.totals.payable.cents,
        "visits": made.visits,
        "season": list(quotation.pattern.season),
        "payment_days": wijk.current().payment_days,
    }


def _end(quotation: Quotation, state: QuotationState) -> None:
    quotation.state = state
    quotation.decided_at = clock.now()
    db.session.flush()


def _lacking(quotation: Quotation, made: Reckoned) -> Iterator[str]:
    if not made.rows or not made.totals.net:
        yield gettext("Zet er minstens één regel in, en een prijs boven € 0.")
    if not quotation.party.email:
        yield gettext("De klant heeft nog geen e-mailadres.")
    if not quotation.party.has_address:
        yield gettext("Het adres van de klant is niet compleet.")
    if quotation.valid_until < clock.today():
        yield gettext("De dag tot wanneer de offerte geldt is voorbij.")
    if quotation.last_day < clock.today():
        yield gettext("De periode van het werk is voorbij.")
    if any(not quotation.begin <= visit.due < quotation.end for visit in quotation.planned):
        yield gettext("Niet alle dagen liggen in de periode.")
    if not made.visits:
        yield gettext("In deze periode komen we geen enkele keer. Kies een andere periode of een ander ritme.")
    if quotation.minutes_a_visit(made.visits) > LONGEST:
        yield gettext("Een keer duurt hoogstens 12 uur. Kies meer mensen of meer keren.")
    if quotation.pays == Pays.VISIT and len({row.vat_rule for row in made.rows}) > 1:
        yield gettext("Een prijs per keer kan maar één btw-regel hebben. Kies anders een prijs voor het geheel.")
    if any(group.category == "AE" for group in made.groups) and not quotation.party.vat_id:
        yield gettext("Btw verlegd kan alleen met het btw-nummer van de klant.")
