"""Services from a spreadsheet: each row makes a service, or brings the one of that name up to date."""

import re
import unicodedata
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from coop.errors import Refusal
from coop.ledger.chart import REVENUE_EXEMPT, REVENUE_HIGH, REVENUE_LOW, REVENUE_MUNICIPALITY
from coop.ledger.cost_object import cost_object
from coop.money import Money
from coop.rules import book
from coop.spreadsheet import Row, all_or_nothing
from members.talent import all_talents
from orders.price import PriceRule
from orders.recurrence import Frequency
from orders.service import Audience, Service

Choice = TypeVar("Choice", bound=StrEnum)

NEEDED = ("naam", "prijs", "btw-regel")
COLUMNS = {
    *NEEDED,
    *("prijsregel", "omschrijving", "stadspasprijs", "minimum", "minuten", "m2 per uur", "mensen", "talent"),
    *("hoe vaak", "voor"),
}

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
    """Make or change a service for every row and return how many; raises BadRows and changes nothing.

    Of a service that is there already, what is empty in its row stays as it is.
    """
    there = {service.slug: service for service in db.session.scalars(select(Service))}
    talents = {word.lower(): one.code for one in all_talents() for word in (one.name, one.code)}
    lines: dict[str, int] = {}

    def checked(row: Row) -> tuple[str, dict[str, object]]:
        name = row.needed("naam")
        slug = slug_of(row.short("naam", 80))
        if not slug:
            raise Refusal(gettext("%(name)s heeft geen letters of cijfers; kies een andere naam", name=name))
        before = lines.setdefault(slug, row.line)
        if before != row.line:
            raise Refusal(
                gettext("%(name)s staat ook al op regel %(line)s; laat er een weg", name=name, line=before)
            )
        return slug, _facts(row, there.get(slug) or _plain(), talents)

    facts = all_or_nothing(rows, checked)
    for slug, one in facts:
        service = there.get(slug)
        if service is None:
            service = Service(slug=slug, cost_object=cost_object("service", slug, str(one["name"])))
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


def _plain() -> Service:
    """What holds of a new service where its row says nothing."""
    return Service(
        summary="",
        audience=Audience.RESIDENT,
        price_rule=PriceRule.FIXED,
        minutes=60,
        people=1,
        frequencies=[Frequency.ONCE.value],
    )


def _facts(row: Row, before: Service, talents: dict[str, str]) -> dict[str, object]:
    rule = _one_of(row, "prijsregel", RULES, PriceRule(before.price_rule))
    audience = _one_of(row, "voor", AUDIENCES, Audience(before.audience))
    vat_rule = _vat_rule(row)
    row.needed("prijs")
    price = row.amount("prijs") or Money.zero()
    reduced = _amount(row, "stadspasprijs", before.reduced_price)
    minimum = _amount(row, "minimum", before.minimum)
    if price < Money.zero() or (minimum or price) < Money.zero():
        raise Refusal(gettext("een prijs is nul of meer"))
    if reduced is not None and not Money.zero() <= reduced <= price:
        raise Refusal(gettext("de stadspasprijs is hoogstens de gewone prijs"))
    pace = _number(row, "m2 per uur", before.units_per_hour)
    if rule == PriceRule.SQUARE_METRE and pace is None:
        raise Refusal(gettext("vul bij een prijs per m2 ook in hoeveel m2 per uur klaar is (kolom: m2 per uur)"))
    account = before.revenue_account
    if (audience, vat_rule) != (before.audience, before.vat_rule):
        account = revenue_account(audience, vat_rule)
    return {
        "name": row.text("naam"),
        "summary": row.text("omschrijving") or before.summary,
        "audience": audience,
        "price_rule": rule,
        "price": price,
        "reduced_price": reduced,
        "minimum": minimum,
        "vat_rule": vat_rule,
        "minutes": _number(row, "minuten", before.minutes),
        "units_per_hour": pace,
        "people": _number(row, "mensen", before.people),
        "talent_code": _talent(row, talents) or before.talent_code,
        "frequencies": _frequencies(row) or before.frequencies,
        "revenue_account": account,
    }


def _vat_rule(row: Row) -> str:
    code = row.needed("btw-regel")
    codes = [rule.code for rule in book.vat_rules()]
    if code not in codes:
        raise Refusal(
            gettext(
                "de kolom btw-regel kent %(word)s niet; kies uit %(choices)s", word=code, choices=", ".join(codes)
            )
        )
    return code


def _talent(row: Row, talents: dict[str, str]) -> str | None:
    word = row.text("talent").lower()
    if word and word not in talents:
        names = [name for name, code in talents.items() if name != code]
        raise Refusal(
            gettext(
                "de kolom talent kent %(word)s niet; kies uit %(choices)s", word=word, choices=", ".join(names)
            )
        )
    return talents.get(word)


def _amount(row: Row, column: str, otherwise: Money | None) -> Money | None:
    amount = row.amount(column)
    return otherwise if amount is None else amount


def _number(row: Row, column: str, otherwise: int | None) -> int | None:
    text = row.text(column)
    if not text:
        return otherwise
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 10_000:
        raise Refusal(
            gettext(
                "de kolom %(column)s moet een heel getal groter dan 0 zijn, niet %(value)s",
                column=column,
                value=text,
            )
        )
    return int(text)


def _one_of(row: Row, column: str, choices: dict[str, Choice], otherwise: Choice) -> Choice:
    text = row.text(column).lower()
    if not text:
        return otherwise
    if text not in choices:
        raise Refusal(
            gettext(
                "de kolom %(column)s kent %(value)s niet; kies uit %(choices)s",
                column=column,
                value=text,
                choices=", ".join(choices),
            )
        )
    return choices[text]


def _frequencies(row: Row) -> list[str]:
    words = [word.strip().lower() for word in row.text("hoe vaak").split(",") if word.strip()]
    for word in words:
        if word not in FREQUENCIES:
            raise Refusal(
                gettext(
                    "de kolom hoe vaak kent %(word)s niet; kies uit %(choices)s",
                    word=word,
                    choices=", ".join(FREQUENCIES),
                )
            )
    return [FREQUENCIES[word].value for word in words]
