"""Announcing: every customer hears once, before it happens, what is taken off which account and when."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from flask_babel import gettext

from coop import address, mail, wijk
from coop.filters import day as shown
from coop.filters import phone, written
from coop.languages import speaking
from coop.money import Money
from coop.rules import direct_debit
from invoicing.direct_debit.collection import Collection, CollectionItem
from members.party import Party


def announce(collection: Collection) -> None:
    """Mail each customer what this collection takes, all of it in one mail."""
    by_party = sorted(collection.standing, key=lambda item: (item.mandate.party_id, item.id))
    for _, items in groupby(by_party, key=lambda item: item.mandate.party_id):
        theirs = list(items)
        party = theirs[0].mandate.party
        with speaking(party.language):
            day = shown(collection.due_on)
            subject = gettext("Op %(day)s schrijven we %(total)s af", day=day, total=_total(theirs))
            text = announcement(party, theirs, collection.due_on)
        mail.send(party.email, subject, text, about=collection.source)


def announcement(party: Party, items: Sequence[CollectionItem], due_on: date) -> str:
    """What the scheme wants said before a debit: amount, day, mandate and who collects."""
    mandate, house = items[0].mandate, wijk.current()
    page = address.link("signing.show", token=mandate.token)
    parts = [
        gettext("Beste %(name)s,", name=party.name),
        gettext(
            "Op %(day)s schrijven we %(total)s af van rekening %(iban)s.",
            day=shown(due_on),
            total=_total(items),
            iban=mandate.masked,
        ),
        "\n".join(
            gettext("- factuur %(number)s: %(amount)s", number=item.invoice_number, amount=written(item.amount))
            for item in items
        ),
        gettext(
            "Je hoeft niets te doen. Zorg alleen dat er genoeg op de rekening staat.\n"
            "Machtigingskenmerk: %(mandate)s\nIncassant-ID: %(creditor)s (%(name)s)",
            mandate=mandate.reference,
            creditor=house.creditor_id,
            name=house.legal_name or house.name,
        ),
        gettext(
            "Klopt er iets niet, of komt het niet uit? Bel ons voor die dag: %(phone)s. Ook daarna kun je het nog "
            "%(weeks)s weken door je bank laten terugboeken.",
            phone=phone(house.phone),
            weeks=direct_debit.terms(due_on).refund_weeks,
        ),
        *([gettext("Je machtiging zien of intrekken: %(page)s", page=page)] if page else []),
        house.name,
    ]
    return "\n\n".join(parts)


def call_off(items: Sequence[CollectionItem]) -> None:
    """Mail each customer that what was announced is not taken."""
    for _, group in groupby(
        sorted(items, key=lambda item: item.mandate.party_id), key=lambda item: item.mandate.party_id
    ):
        theirs = list(group)
        party, due_on = theirs[0].mandate.party, theirs[0].collection.due_on
        if not party.email:
            continue
        with speaking(party.language):
            house = wijk.current()
            subject = gettext("We schrijven op %(day)s niets af", day=shown(due_on))
            text = gettext(
                "Beste %(name)s,\n\nWe zouden op %(day)s %(total)s afschrijven. Dat gaat niet door.\n"
                "Wat je nog moet betalen, zie je op je factuur.\n\nVragen? Bel ons: %(phone)s.\n\n%(house)s",
                name=party.name,
                day=shown(due_on),
                total=_total(theirs),
                phone=phone(house.phone),
                house=house.name,
            )
        mail.send(party.email, subject, text, about=theirs[0].collection.source)


def _total(items: Sequence[CollectionItem]) -> str:
    return written(sum((item.amount for item in items), Money.zero()))
