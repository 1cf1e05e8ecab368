"""What to book of a received invoice: the supplier, and a line for each VAT rate, for the treasurer to look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import gettext
from sqlalchemy import ColumnElement, func, or_, select

from coop import wijk
from coop.database import db
from coop.filters import percent
from coop.rules.bought import bought_rules
from invoicing.bought import Bought
from invoicing.purchase import Purchase, PurchaseLine
from invoicing.received.checking import doubts, faults
from invoicing.received.paper import Paper, PaperTax, Sender
from invoicing.received.reading import NotReadable, read
from members.party import Organisation, Party

USUAL_TERM = timedelta(days=30)
REVERSED = "AE"
"""The category of reverse charge (UNCL5305)."""
NO_VAT = "none"
"""The rule of a line without VAT that we could deduct."""


@dataclass(frozen=True)
class Proposal:
    """A received invoice with what we would book of it; a supplier of None is new."""

    paper: Paper
    supplier: Party | None
    bought: tuple[Bought, ...]
    doubts: tuple[str, ...]

    @property
    def facts(self) -> dict[str, Any]:
        """The number and days as they are entered."""
        due_on = self.paper.due_on or self.paper.day + USUAL_TERM
        return {"number": self.paper.number, "day": self.paper.day, "due_on": max(due_on, self.paper.day)}


def propose(content: bytes) -> Proposal:
    """Read, check and propose; raises NotXml, and NotReadable with every fault there is."""
    paper = read(content)
    wrong = list(faults(paper))
    if wrong:
        raise NotReadable(wrong)
    supplier = _supplier(paper.sender)
    usual = _usual_accounts(supplier)
    return Proposal(
        paper,
        supplier,
        tuple(_bought(paper, tax, usual) for tax in paper.taxes if tax.net or tax.vat),
        (*doubts(paper, wijk.current()), *_unknown_rates(paper), *_entered_before(paper, supplier)),
    )


def new_supplier(sender: Sender) -> Organisation:
    """Write a supplier down as the invoice tells it."""
    street, _, number = sender.street.rpartition(" ")
    if not number[:1].isdigit():
        street, number = sender.street, ""
    made = Organisation(
        name=sender.name[:120],
        kvk=sender.kvk[:8],
        vat_id=sender.vat_id[:14],
        email=sender.email[:254],
        street=street[:80],
        house_number=number[:12],
        postcode=sender.postcode[:8],
        city=sender.city[:60],
    )
    db.session.add(made)
    db.session.flush()
    return made


def _supplier(sender: Sender) -> Party | None:
    same: list[ColumnElement[bool]] = [func.lower(Organisation.name) == sender.name.lower()]
    same += [Organisation.kvk == sender.kvk] if sender.kvk else []
    same += [Organisation.vat_id == sender.vat_id] if sender.vat_id else []
    found = list(db.session.scalars(select(Organisation).where(or_(*same)).order_by(Organisation.id)))
    # A number says more than a name, which two shops may share.
    found.sort(key=lambda one: (bool(sender.kvk) and one.kvk == sender.kvk) * 2 + (one.name == sender.name))
    return found[-1] if found else None


def _usual_accounts(supplier: Party | None) -> Mapping[str, tuple[str, int | None]]:
    """On which account and service the latest purchases of this supplier went, by VAT rule."""
    if supplier is None:
        return {}
    rows = db.session.execute(
        select(PurchaseLine.vat_rule, PurchaseLine.account, PurchaseLine.cost_object_id)
        .join(Purchase, Purchase.id == PurchaseLine.purchase_id)
        .where(Purchase.supplier_id == supplier.id, Purchase.reversed_on.is_(None))
        .order_by(Purchase.id, PurchaseLine.position.desc())
        .limit(200)
    )
    return {rule: (account, cost_object_id) for rule, account, cost_object_id in rows}


def _bought(paper: Paper, tax: PaperTax, usual: Mapping[str, tuple[str, int | None]]) -> Bought:
    rule = _rule(paper, tax)
    account, cost_object_id = usual.get(rule, next(iter(usual.values()), ("", None)))
    texts = [
        line.text for line in paper.lines if (line.category, line.basis_points) == (tax.category, tax.basis_points)
    ]
    text = texts[0] if texts else gettext("Toeslagen en kortingen")
    if len(texts) > 1:
        text = gettext("%(first)s en %(count)s andere", first=text[:150], count=len(texts) - 1)
    if rule == NO_VAT:  # VAT that is not ours to deduct is part of the cost
        return Bought(account, tax.net + tax.vat, rule, text, cost_object_id)
    return Bought(account, tax.net, rule, text, cost_object_id, None if tax.category == REVERSED else tax.vat)


def _rule(paper: Paper, tax: PaperTax) -> str:
    """Our rule with this rate, or the one under which the supplier charges nothing and we owe the VAT."""
    is_reversed = tax.category == REVERSED
    for rule in bought_rules():
        if not rule.rate or rule.is_reversed != is_reversed:
            continue
        if is_reversed or rule.basis_points(paper.day) == tax.basis_points:
            return rule.code
    return NO_VAT


def _unknown_rates(paper: Paper) -> Iterator[str]:
    for tax in paper.taxes:
        if tax.vat and _rule(paper, tax) == NO_VAT:
            yield gettext(
                "%(percent)s btw kennen wij niet: die btw telt mee als kosten.", percent=percent(tax.basis_points)
            )


def _entered_before(paper: Paper, supplier: Party | None) -> Iterator[str]:
    if supplier is None:
        yield gettext("%(name)s is nieuw. We schrijven de leverancier op.", name=paper.sender.name)
        return
    there = select(Purchase.id).where(
        Purchase.supplier_id == supplier.id, Purchase.number == paper.number, Purchase.reversed_on.is_(None)
    )
    if db.session.scalar(there.limit(1)) is not None:
        yield gettext("Factuur %(number)s van deze leverancier is al ingevoerd.", number=paper.number)
