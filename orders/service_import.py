"""Services from a spreadsheet: each row makes a service, or brings the one of that name up to date."""

import re
import unicodedata
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import select

from coop.database import db
from coop.errors import Refusal
from coop.ledger.chart import REVENUE_EXEMPT, REVENUE_HIGH, REVENUE_LOW, REVENUE_MUNICIPALITY
from coop.ledger.cost_object import cost_object
from coop.money import Money
from coop.rules import book
from coop.spreadsheet import Row, all_or_nothing
from orders.price import PriceRule
from orders.recurrence import Frequency
from orders.service import Audience, Service

Choice = TypeVar("Choice", bound=StrEnum)

NEEDED = ("naam", "prijs", "btw-regel")

RULES = {
    "vast": PriceRule.FIXED,
    "uur": PriceRule.HOUR,
    "m2": PriceRule.SQUARE_METRE,
    "m²": PriceRule.SQUARE_METRE,
}
AUDIENCES = {"bewoners": Audience.RESIDENT, "organisaties": Audience.ORGANISATION}
FREQUENCIES = {
    "een keer": Frequency.ONCE,
    "één keer": Frequency.ONCE,
    "wekelijks": Frequency.WEEKLY,
    "om de week": Frequency.FORTNIGHTLY,
    "maandelijks": Frequency.MONTHLY,
    "seizoen": Frequency.SEASON,
}


def bring_in(rows: list[Row]) -> int:
    """Make or change a service for every row and return how many; raises BadRows and changes nothing."""
    lines: dict[str, int] = {}

    def checked(row: Row) -> dict[str, object]:
        one = _facts(row)
        before = lines.setdefault(str(one["slug"]), row.line)
        if before != row.line:
            raise Refusal(f"{one['name']} staat ook al op regel {before}; laat er een weg")
        return one

    facts = all_or_nothing(rows, checked)
    there = {service.slug: service for service in db.session.scalars(select(Service))}
    for one in facts:
        slug = str(one["slug"])
        service = there.get(slug)
        if service is None:
            service = there[slug] = Service(cost_object=cost_object("service", slug, str(one["name"])))
            db.session.add(service)
        for name, value in one.items():
            setattr(service, name, value)
    db.session.flush()
    return len(facts)


def slug_of(name: str) -> str:
    """A name as it stands in an address: gras-maaien."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]


def revenue_account(audience: str, vat_rule: str) -> str:
    """The account on which the income of a service comes: the municipality's apart, then by rate."""
    if audience == Audience.ORGANISATION:
        return REVENUE_MUNICIPALITY
    rate = book.vat_rule(vat_rule).rate
    return {"high": REVENUE_HIGH, "low": REVENUE_LOW}.get(rate or "", REVENUE_EXEMPT)


def _facts(row: Row) -> dict[str, object]:
    name = row.needed("naam")
    rule = _one_of(row, "prijsregel", RULES, PriceRule.FIXED)
    audience = _one_of(row, "voor", AUDIENCES, Audience.RESIDENT)
    vat_rule = book.vat_rule(row.needed("btw-regel")).code
    price = Money.parse(row.needed("prijs"))
    reduced, minimum = _amount(row, "stadspasprijs"), _amount(row, "minimum")
    if price < Money.zero() or (minimum or price) < Money.zero():
        raise Refusal("een prijs is nul of meer")
    if reduced is not None and not Money.zero() <= reduced <= price:
        raise Refusal("de stadspasprijs is hoogstens de gewone prijs")
    pace = _number(row, "m2 per uur", None)
    if rule == PriceRule.SQUARE_METRE and pace is None:
        raise Refusal("vul bij een prijs per m2 ook in hoeveel m2 per uur klaar is (kolom: m2 per uur)")
    return {
        "slug": slug_of(name),
        "name": name,
        "summary": row.text("omschrijving"),
        "audience": audience,
        "price_rule": rule,
        "price": price,
        "reduced_price": reduced,
        "minimum": minimum,
        "vat_rule": vat_rule,
        "minutes": _number(row, "minuten", 60),
        "units_per_hour": pace,
        "people": _number(row, "mensen", 1),
        "talent_code": row.text("talent") or None,
        "frequencies": _frequencies(row),
        "revenue_account": revenue_account(audience, vat_rule),
        "active": True,
    }


def _amount(row: Row, column: str) -> Money | None:
    text = row.text(column)
    return Money.parse(text) if text else None


def _number(row: Row, column: str, otherwise: int | None) -> int | None:
    text = row.text(column)
    if not text:
        return otherwise
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 10_000:
        raise Refusal(f"de kolom {column} moet een heel getal groter dan 0 zijn, niet {text}")
    return int(text)


def _one_of(row: Row, column: str, choices: dict[str, Choice], otherwise: Choice) -> Choice:
    text = row.text(column).lower()
    if not text:
        return otherwise
    if text not in choices:
        raise Refusal(f"de kolom {column} kent {text} niet; kies uit {', '.join(choices)}")
    return choices[text]


def _frequencies(row: Row) -> list[str]:
    words = [word.strip().lower() for word in row.text("hoe vaak").split(",") if word.strip()]
    for word in words:
        if word not in FREQUENCIES:
            raise Refusal(f"de kolom hoe vaak kent {word} niet; kies uit {', '.join(FREQUENCIES)}")
    return [FREQUENCIES[word].value for word in words] or [Frequency.ONCE.value]
