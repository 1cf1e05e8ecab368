"""The revenue model as reports of rows: for spreadsheets and for the command line."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext

from coop.report import Report
from invoicing.revenue_model import words
from invoicing.revenue_model.behaviour import GROUP_NAMES, Group
from invoicing.revenue_model.facts import total
from invoicing.revenue_model.mix import ORIGIN_NAMES, YearMix
from invoicing.revenue_model.model import Line, RevenueModel


def services(model: RevenueModel) -> Report:
    """A row for each service, what earns most first; times are in minutes, amounts in cents for machines."""
    columns = [
        ("service", gettext("Dienst")),
        ("jobs", gettext("Klussen")),
        ("price", gettext("Prijs per klus")),
        ("minutes", gettext("Minuten werk")),
        ("turnover", gettext("Omzet")),
        *((str(group.value), str(GROUP_NAMES[group])) for group in Group),
        ("contribution", gettext("Marge")),
        ("per_job", gettext("Marge per klus")),
        ("per_hour", gettext("Marge per uur")),
        ("overhead", gettext("Deel van de overhead")),
        ("own_result", gettext("Blijft over zonder subsidie")),
        ("support", gettext("Subsidie en giften")),
        ("result", gettext("Blijft over")),
        ("guided_minutes", gettext("Minuten meedoen en leren")),
        ("guidance", gettext("Begeleiding in de lonen")),
        ("verdict", gettext("In woorden")),
    ]
    return Report(columns, [_service(line) for line in model.by_earning], _facts(model))


def break_even(lines: Iterable[Line], months: int) -> Report:
    """What each service needs to pay for itself, in jobs a month."""
    columns = [
        ("service", gettext("Dienst")),
        ("jobs", gettext("Klussen")),
        ("price", gettext("Prijs per klus")),
        ("per_job", gettext("Marge per klus")),
        ("fixed", gettext("Vaste kosten")),
        ("overhead", gettext("Overhead")),
        ("break_even", gettext("Nodig per maand")),
        ("jobs_a_month", gettext("Nu per maand")),
        ("verdict", gettext("In woorden")),
    ]
    rows = [
        {
            "service": line.part.name,
            "jobs": line.part.jobs,
            "price": line.price,
            "per_job": line.per_job,
            "fixed": line.part.fixed,
            "overhead": line.overhead,
            "break_even": line.break_even,
            "jobs_a_month": line.jobs_a_month,
            "verdict": words.break_even_sentence(line),
        }
        for line in lines
    ]
    return Report(columns, rows, {"months": months})


def income(mixes: Sequence[YearMix]) -> Report:
    """A row for each year: who paid, and how much of it were grants, in hundredths of a per cent."""
    columns = [
        ("year", gettext("Jaar")),
        *((str(origin.value), str(name)) for origin, name in ORIGIN_NAMES.items()),
        ("income", gettext("Samen")),
        ("dependence", gettext("Deel subsidie (honderdsten van een procent)")),
    ]
    rows = [
        {
            "year": mix.year,
            **{str(origin.value): amount for origin, amount in mix.amounts.items()},
            "income": mix.income,
            "dependence": mix.dependence,
        }
        for mix in mixes
    ]
    return Report(columns, rows)


def _service(line: Line) -> dict[str, object]:
    part = line.part
    return {
        "service": part.name,
        "jobs": part.jobs,
        "price": line.price,
        "minutes": part.minutes,
        "turnover": part.turnover,
        **{str(group.value): total(row.amount for row in line.costs_of(group)) for group in Group},
        "contribution": line.contribution,
        "per_job": line.per_job,
        "per_hour": line.per_hour,
        "overhead": line.overhead,
        "own_result": line.own_result,
        "support": part.support,
        "result": line.result,
        "guided_minutes": line.guided_minutes,
        "guidance": line.guidance,
        "verdict": words.verdict(line),
    }


def _facts(model: RevenueModel) -> dict[str, object]:
    return {"months": model.facts.months, "overhead_key": str(model.key.value), "result": model.result}
