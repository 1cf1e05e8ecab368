"""The layout of the annual accounts: which line an account is counted on.

It follows the headings that small legal persons use (BW 2 titel 9), with costs by their nature. `layout.csv`
gives each code of the Referentie Grootboekschema its line; the longest code that fits decides, and what has no
code we know is found by its kind and side. `omslag` is the line that takes an amount on the wrong side, such as
a bank account in the red: assets are not set off against debts.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask_babel import lazy_gettext

LAYOUT = Path(__file__).with_name("layout.csv")
LEVEL_3 = 7
"""So many characters of a code name its group, within which amounts are set off against each other."""


@dataclass(frozen=True)
class Section:
    """A heading of the balance sheet or the profit and loss; its amounts are shown on one side (D or C)."""

    key: str
    label: object
    side: str
    posts: tuple[tuple[str, object], ...]


ASSETS = (
    Section(
        "fixed",
        lazy_gettext("Vaste activa"),
        "D",
        (
            ("intangible", lazy_gettext("Immateriële vaste activa")),
            ("tangible", lazy_gettext("Materiële vaste activa")),
            ("financial", lazy_gettext("Financiële vaste activa")),
        ),
    ),
    Section(
        "current",
        lazy_gettext("Vlottende activa"),
        "D",
        (
            ("stock", lazy_gettext("Voorraden en onderhanden werk")),
            ("debtors", lazy_gettext("Debiteuren")),
            ("grants_due", lazy_gettext("Te ontvangen subsidies")),
            ("tax_due", lazy_gettext("Terug te ontvangen belastingen")),
            ("prepaid", lazy_gettext("Overlopende activa")),
            ("receivable", lazy_gettext("Overige vorderingen")),
            ("securities", lazy_gettext("Effecten")),
            ("cash", lazy_gettext("Liquide middelen")),
        ),
    ),
)
CLAIMS = (
    Section(
        "equity",
        lazy_gettext("Eigen vermogen"),
        "C",
        (
            ("member_capital", lazy_gettext("Ledenkapitaal")),
            ("statutory", lazy_gettext("Wettelijke en statutaire reserves")),
            ("reserve", lazy_gettext("Algemene reserve")),
            ("earmarked", lazy_gettext("Bestemmingsreserves")),
            ("funds", lazy_gettext("Bestemmingsfondsen")),
            ("other_equity", lazy_gettext("Overig eigen vermogen")),
            ("undecided", lazy_gettext("Resultaat van eerdere jaren, nog te bestemmen")),
            ("result", lazy_gettext("Resultaat van het jaar")),
        ),
    ),
    Section("provisions", lazy_gettext("Voorzieningen"), "C", (("provisions", lazy_gettext("Voorzieningen")),)),
    Section(
        "long_term",
        lazy_gettext("Langlopende schulden"),
        "C",
        (("long_term", lazy_gettext("Langlopende schulden")),),
    ),
    Section(
        "short_term",
        lazy_gettext("Kortlopende schulden"),
        "C",
        (
            ("banks", lazy_gettext("Schulden aan banken")),
            ("creditors", lazy_gettext("Crediteuren")),
            ("taxes", lazy_gettext("Belastingen en premies")),
            ("wages", lazy_gettext("Lonen, vakantiegeld en pensioen")),
            ("members", lazy_gettext("Schulden aan leden")),
            ("accrued", lazy_gettext("Overlopende passiva")),
            ("other_debt", lazy_gettext("Overige schulden")),
        ),
    ),
)
RESULT = (
    Section(
        "income",
        lazy_gettext("Baten"),
        "C",
        (
            ("revenue", lazy_gettext("Omzet")),
            ("contributions", lazy_gettext("Subsidies, giften en contributies")),
            ("other_income", lazy_gettext("Overige baten")),
        ),
    ),
    Section(
        "costs",
        lazy_gettext("Lasten"),
        "D",
        (
            ("materials", lazy_gettext("Materialen en uitbesteed werk")),
            ("wage_costs", lazy_gettext("Lonen en sociale lasten")),
            ("people_costs", lazy_gettext("Overige personeelskosten en vrijwilligers")),
            ("depreciation", lazy_gettext("Afschrijvingen")),
            ("housing", lazy_gettext("Huisvesting")),
            ("machines", lazy_gettext("Machines en gereedschap")),
            ("transport", lazy_gettext("Vervoer")),
            ("promotion", lazy_gettext("Promotie en incasso")),
            ("office", lazy_gettext("Kantoor")),
            ("insurance", lazy_gettext("Verzekeringen")),
            ("advice", lazy_gettext("Accountant en advies")),
            ("administration", lazy_gettext("Bank en administratie")),
            ("added_provisions", lazy_gettext("Toevoegingen aan voorzieningen")),
            ("general", lazy_gettext("Algemene kosten")),
        ),
    ),
    Section(
        "other",
        lazy_gettext("Rente, ledenbetalingen en belasting"),
        "C",
        (
            ("interest", lazy_gettext("Financiële baten en lasten")),
            ("member_payments", lazy_gettext("Ledenbetalingen")),
            ("tax", lazy_gettext("Belastingen over het resultaat")),
        ),
    ),
)
OWN_RESULT = "result"
"""The line that no account stands on: what income and costs of the year leave."""


@dataclass(frozen=True)
class Place:
    """The line an account is counted on, and the line that takes its group when that turns to the other side."""

    post: str
    turned: str | None


def place_of(rgs: str, kind: str, side: str) -> Place:
    """The one place of an account: by the longest code of the layout that its own begins with."""
    places, first = _places(), "B" if kind == "B" else "W"
    for length in range(len(rgs), 1, -1) if rgs.startswith(first) else ():
        if rgs[:length] in places:
            return places[rgs[:length]]
    return places[f"{first}:{side}"]


@cache
def _places() -> dict[str, Place]:
    with LAYOUT.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return {row["rgs"]: Place(row["post"], row["omslag"] or None) for row in rows}
