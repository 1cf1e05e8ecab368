"""The budget as files: its lines, and what changed between two versions."""

from flask_babel import lazy_gettext

from coop import clock
from coop.export import Asked, Export, whole
from coop.report import Report
from invoicing.budget import table
from invoicing.budget.change import changes
from invoicing.budget.sheet import sheet
from invoicing.budget.version import BudgetVersion, by_number, versions


def lines(asked: Asked) -> Report:
    """The lines of a version, the last unless another is asked for, in the columns that can be read again."""
    year = _year(asked)
    return table.as_report(sheet(_version(year, whole(asked, "versie"))).rows, year)


def differences(asked: Asked) -> Report:
    """What changed from one version to another; without words from the first to the last."""
    year = _year(asked)
    there = versions(year)
    old, new = whole(asked, "old"), whole(asked, "new")
    before = by_number(year, old) if old else next(iter(there), None)
    found = changes(sheet(before), sheet(_version(year, new)))
    columns = [
        ("account", lazy_gettext("Rekening")),
        ("name", lazy_gettext("Naam")),
        ("cost_object", lazy_gettext("Dienst")),
        ("was", lazy_gettext("Was")),
        ("now", lazy_gettext("Wordt")),
        ("difference", lazy_gettext("Verschil")),
    ]
    rows = [
        {
            "account": one.row.number,
            "name": one.row.account,
            "cost_object": one.row.cost_object,
            "was": one.was,
            "now": one.now,
            "difference": one.difference,
        }
        for one in found
    ]
    return Report([(key, str(heading)) for key, heading in columns], rows)


def _version(year: int, number: int | None) -> BudgetVersion | None:
    return by_number(year, number) if number else next(iter(reversed(versions(year))), None)


def _year(asked: Asked) -> int:
    year = whole(asked, "year")
    return year if year and 2000 <= year <= 2999 else clock.today().year


exports = [
    Export("budget.show", "begroting", lines, lazy_gettext("Begroting per maand")),
    Export("budget.compare", "begroting-verschil", differences, lazy_gettext("Wat er veranderde")),
]
