"""The rule book: dated figures and rules from the files beside it, each with its source and its mark.

The marks: `law` (the act was read), `official` (a page of the body itself), `secondary` (read with somebody
else) and `unverified` (not read anywhere: shown and asked about, never computed with silently).
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from flask_babel import gettext

from coop.errors import Refusal
from coop.money import Money


class NoFigure(Refusal):
    """A figure that is not in the book for that day is not known; nothing is guessed."""


@dataclass(frozen=True)
class Rate:
    """A VAT rate in hundredths of a per cent."""

    code: str
    basis_points: int
    mark: str
    source: str


@dataclass(frozen=True)
class VatRule:
    """How VAT works for a service, and the sentence that explains it to the person who pays it.

    `question` is asked at order time; when the answer is no, the rule named by `otherwise` holds.
    Without a rate (exempt, outside scope, reverse charge) `reason` is printed on the invoice.
    """

    code: str
    ubl_category: str
    label: str
    sentence: str
    mark: str
    source: str
    rate: str | None = None
    question: str | None = None
    otherwise: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class AllowanceLimit:
    """The maxima of the volunteers' allowance in a year; an hourly maximum that is not known is None."""

    year: int
    month: Money
    year_total: Money
    hour_adult: Money | None
    hour_under21: Money | None
    mark: str
    source: str


def vat_rules() -> list[VatRule]:
    """Every rule a service can have."""
    return list(_vat_rules().values())


def vat_rule(code: str) -> VatRule:
    """The rule by its code; raises NoFigure."""
    rule = _vat_rules().get(code)
    if rule is None:
        raise NoFigure(gettext("De btw-regel %(code)s staat niet in het regelboek.", code=code))
    return rule


def applicable_rule(code: str, answer: bool | None) -> VatRule:
    """The rule that holds once its question is answered; an unanswered question takes the safe side."""
    rule = vat_rule(code)
    if rule.question and rule.otherwise and answer is not True:
        return vat_rule(rule.otherwise)
    return rule


def vat_rate(code: str, on: date) -> Rate:
    """The rate that holds on a day; raises NoFigure when the book has none for it."""
    for row in read("vat")["rate"]:
        if row["code"] == code and row["from"] <= on <= row.get("until", date.max):
            return Rate(code, row["basis_points"], row["mark"], row["source"])
    raise NoFigure(gettext("Het btw-tarief %(code)s is niet bekend op %(day)s.", code=code, day=on))


def rate_named(basis_points: int) -> str:
    """The code of the rate that is or once was so high; raises NoFigure for one that never was."""
    for row in read("vat")["rate"]:
        if row["basis_points"] == basis_points:
            return str(row["code"])
    raise NoFigure(gettext("Een btw-tarief van %(rate)s honderdste procent is niet bekend.", rate=basis_points))


def basis_points(rule: VatRule, on: date) -> int:
    """The rate a rule leads to on a day, 0 for a rule without one."""
    return vat_rate(rule.rate, on).basis_points if rule.rate else 0


def allowance(year: int) -> AllowanceLimit:
    """The limits of the volunteers' allowance in a year; raises NoFigure."""
    for row in read("allowance")["limit"]:
        if row["year"] == year:
            amounts = {
                name: Money(value) for name, value in row.items() if isinstance(value, int) and name != "year"
            }
            return AllowanceLimit(
                year=year,
                month=amounts["month"],
                year_total=amounts["year_total"],
                hour_adult=amounts.get("hour_adult"),
                hour_under21=amounts.get("hour_under21"),
                mark=row["mark"],
                source=row["source"],
            )
    raise NoFigure(gettext("De maxima van de vrijwilligersvergoeding van %(year)s zijn niet bekend.", year=year))


def minimum_wage(on: date) -> Money:
    """The minimum hourly wage from 21 years on; raises NoFigure where it is not known or not verified."""
    row = max((row for row in read("wage")["minimum"] if row["from"] <= on), key=_begin, default=None)
    if row is None or row["mark"] == "unverified":
        raise NoFigure(gettext("Het minimumloon op %(day)s is niet nagelezen.", day=on))
    return Money(row["hour"])


def simplified_invoice(on: date) -> Money:
    """Up to what amount, VAT included, an invoice may be a simplified one; raises NoFigure."""
    row = max((row for row in read("invoice")["simplified"] if row["from"] <= on), key=_begin, default=None)
    if row is None:
        raise NoFigure(gettext("De grens van de vereenvoudigde factuur op %(day)s is niet bekend.", day=on))
    return Money(row["limit"])


def consumer(topic: str) -> dict[str, Any]:
    """The figures of consumer law on a topic, such as `withdrawal`."""
    figures: dict[str, Any] = read("consumer")[topic]
    return figures


@cache
def _vat_rules() -> dict[str, VatRule]:
    return {row["code"]: VatRule(**_known(VatRule, row)) for row in read("vat")["rule"]}


@cache
def read(name: str) -> dict[str, Any]:
    """A file of the book as it is, for the rooms that keep their own part of it."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))


def _known(kind: type, row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in kind.__dataclass_fields__ if name in row}  # type: ignore[attr-defined]


def _begin(row: dict[str, Any]) -> date:
    begin: date = row["from"]
    return begin
