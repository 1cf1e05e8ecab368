"""Making a quotation: begun from a service or an earlier one, filled with lines, and changed until it is sent."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import gettext

from coop import audit, clock, wijk
from coop.database import db
from coop.errors import NotFound, Refusal
from coop.money import Money
from coop.rules import book
from invoicing.cost_rate import rate_on
from invoicing.quotation import reckoning
from invoicing.quotation.quotation import LineKind, Pays, Quotation, QuotationLine, QuotationState
from invoicing.vat import add_up
from members.engagement import KIND_NAMES, EngagementKind
from members.party import Party
from orders.price import PriceRule
from orders.service import Service

VALID = timedelta(days=30)
_COPIED = (
    *("party_id", "service_id", "title", "included", "reference", "pays", "frequency", "days", "begin", "end"),
    *("people", "overhead", "risk", "margin", "asked"),
)


class NoRate(Refusal):
    """Nobody guesses what an hour costs: it is set under the rates, or typed."""


class NoNewVersion(Refusal):
    """A version follows one that was sent and not accepted, and each has one that follows."""


class LineWithoutCost(Refusal):
    """A line of work has minutes, any other line has an amount."""


def begin(party: Party, service: Service, facts: Mapping[str, Any]) -> Quotation:
    """A draft with one line of the work of a service, and the price that is on the price list where it has one."""
    made = Quotation(
        party=party,
        service=service,
        made_at=clock.now(),
        made_by=audit.who(),
        **{"valid_until": clock.today() + VALID, "people": service.people, "asked": _listed(service), **facts},
    )
    db.session.add(made)
    db.session.flush()
    day = max(made.begin, clock.today())
    try:
        rate = _rate(made, EngagementKind.EMPLOYEE, None)
    except NoRate:
        rate = Money.zero()
    minutes = service.minutes * made.people * (1 if made.pays == Pays.VISIT else max(1, len(made.planned)))
    _append(
        made,
        kind=LineKind.WORK,
        activity=made.title,
        minutes=minutes,
        engagement=EngagementKind.EMPLOYEE,
        rate=rate,
        cost=rate.times(minutes, 60),
        vat_rule=book.applicable_rule(service.vat_rule, None).code if day else "",
    )
    return made


def copy(earlier: Quotation, **facts: Any) -> Quotation:
    """A draft with the same lines, for the same customer unless told otherwise."""
    made = Quotation(
        made_at=clock.now(),
        made_by=audit.who(),
        **{
            **{name: getattr(earlier, name) for name in _COPIED},
            "valid_until": clock.today() + VALID,
            **facts,
        },
    )
    db.session.add(made)
    db.session.flush()
    for line in earlier.lines:
        names = ("kind", "activity", "minutes", "engagement", "rate", "cost", "vat_rule")
        _append(made, **{name: getattr(line, name) for name in names})
    reckoning.keep(made)
    db.session.flush()
    return made


def revise(earlier: Quotation) -> Quotation:
    """A new version under the same number; the old one holds until this is sent. Raises NoNewVersion."""
    if earlier.is_draft or earlier.state == QuotationState.ACCEPTED:
        raise NoNewVersion(
            gettext("Een concept pas je aan. Van een geaccepteerde offerte is een contract gemaakt.")
        )
    if earlier.replaced_by is not None:
        raise NoNewVersion(gettext("Er is al een nieuwe versie van deze offerte."))
    if earlier.revision == "Z":
        raise NoNewVersion(gettext("Er zijn genoeg versies. Maak een nieuwe offerte."))
    return copy(earlier, number=earlier.number, revision=chr(ord(earlier.revision) + 1), replaces=earlier)


def change(quotation: Quotation, facts: Mapping[str, Any]) -> None:
    """Take other facts of a draft; raises AlreadySent."""
    quotation.must_be_draft()
    for name, value in facts.items():
        setattr(quotation, name, value)
    db.session.flush()
    db.session.refresh(quotation, ["party", "service"])
    reckoning.keep(quotation)
    db.session.flush()


def add_line(quotation: Quotation, facts: Mapping[str, Any]) -> QuotationLine:
    """Add a cost to a draft; raises AlreadySent, LineWithoutCost, NoRate."""
    quotation.must_be_draft()
    return _append(quotation, **_costed(quotation, facts))


def change_line(line: QuotationLine, facts: Mapping[str, Any]) -> None:
    """Take other facts of a line; raises what adding one raises."""
    line.quotation.must_be_draft()
    for name, value in _costed(line.quotation, facts).items():
        setattr(line, name, value)
    reckoning.keep(line.quotation)
    db.session.flush()


def remove_line(line: QuotationLine) -> None:
    """Take a cost out of a draft; raises AlreadySent."""
    quotation = line.quotation
    quotation.must_be_draft()
    quotation.lines.remove(line)
    reckoning.keep(quotation)
    db.session.flush()


def typed_rate(line: QuotationLine) -> Money | None:
    """What somebody typed that an hour costs; None where it is simply what it costs that day."""
    try:
        usual = None if line.engagement is None else _rate(line.quotation, line.engagement, None)
    except NoRate:
        usual = None
    return None if line.rate == usual else line.rate


def drop(quotation: Quotation) -> None:
    """Throw a draft away, which nobody was sent; raises AlreadySent."""
    quotation.must_be_draft()
    db.session.delete(quotation)
    db.session.flush()


def line_of(quotation: Quotation, line_id: int) -> QuotationLine:
    """The line of this quotation with this key; raises NotFound."""
    found = next((line for line in quotation.lines if line.id == line_id), None)
    if found is None:
        raise NotFound(gettext("Deze regel staat niet (meer) in de offerte."))
    return found


def _append(quotation: Quotation, **facts: Any) -> QuotationLine:
    last = max((line.position for line in quotation.lines), default=0)
    made = QuotationLine(position=last + 1, **facts)
    quotation.lines.append(made)
    reckoning.keep(quotation)
    db.session.flush()
    return made


def _costed(quotation: Quotation, facts: Mapping[str, Any]) -> dict[str, Any]:
    told = {**facts, "activity": str(facts["activity"]).strip()}
    amount = told.pop("amount", None)
    if told["kind"] != LineKind.WORK:
        if amount is None or amount < Money.zero():
            raise LineWithoutCost(gettext("Vul in wat het kost."), "amount")
        return {**told, "minutes": None, "engagement": None, "rate": None, "cost": amount}
    if not told.get("minutes"):
        raise LineWithoutCost(gettext("Vul in hoeveel tijd het kost."), "minutes")
    rate = _rate(quotation, told["engagement"], told.get("rate"))
    return {**told, "rate": rate, "cost": rate.times(told["minutes"], 60)}


def _rate(quotation: Quotation, engagement: str, typed: Money | None) -> Money:
    """What an hour costs us on the first day of the work; a volunteer's only where the law lets us pay."""
    if typed is not None:
        if typed < Money.zero():
            raise NoRate(gettext("Een uur kost niet minder dan niets."), "rate")
        return typed
    if engagement == EngagementKind.PARTICIPATION:
        return Money.zero()
    if engagement == EngagementKind.VOLUNTEER and not wijk.current().allowance_basis:
        return Money.zero()
    known = rate_on(engagement, max(quotation.begin, clock.today()))
    if known is None:
        kind = KIND_NAMES[EngagementKind(engagement)]
        raise NoRate(gettext("We weten niet wat een uur %(kind)s kost. Vul het in.", kind=kind), "rate")
    return known


def _listed(service: Service) -> Money | None:
    """The price of one visit without VAT as the price list has it; None where it depends on the size."""
    if service.price_rule == PriceRule.SQUARE_METRE:
        return None
    price = service.price
    if service.price_rule == PriceRule.HOUR:
        price = service.price.times(service.minutes, 60)
    if not service.includes_vat:
        return price
    group = reckoning.group_on(book.applicable_rule(service.vat_rule, None).code, clock.today())
    return add_up([(price, group)], includes_vat=True).net
