"""A treasurer reads the file of the bank, and nearly all of it has booked itself."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from bench import bank_year
from bench.bank_matching import Treasurer, booked_as
from bench.bank_year import Line
from coop import clock
from coop.database import db
from coop.permission import Role
from invoicing.bank.line import BankLine
from invoicing.matching.match import standing
from members.party import Party
from tests.invoicing.cast import draft_line, issued
from tests.members.cast import person
from tests.stories.browser import cast
from tests.stories.browser.server import MONDAY, HouseServer
from tests.stories.browser.walk import DESK, Walk
from tests.to_beat import beat

pytestmark = pytest.mark.browser

STREETS = ("Ypemaheerd", "Nijensteinheerd", "Froukemaheerd", "Isebrandtsheerd")
MONTHS = [date(2025, 10, 31), date(2025, 11, 28), date(2025, 12, 31), date(2026, 1, 30)]
"""The ends of the months before, in which the house learned who pays from which account."""


def test_nine_of_ten_lines_of_a_bank_file_book_themselves(
    house_server: HouseServer, window: Callable[..., Walk]
) -> None:
    """Neighbours pay as the people of `bench/bank_year.py` do: late, together, mistyped, or for another.

    It is the fifth month: what was booked by hand before taught the house who pays from which account.
    """
    with house_server.inside():
        cast.neighbourhood()
        cast.who_works_here("Johan Medema", Role.TREASURER)
        treasurer = Treasurer(seed=8, tell=False)
        neighbours = [_neighbour(number) for number in range(80)]
        for last in MONTHS:
            with clock.at(last):
                treasurer.take_in(_payments(treasurer, last), last)
                _send_invoices(neighbours, treasurer.habits.dice)
        lines = _payments(treasurer, MONDAY)
        references = [f"FEB{number:04d}" for number in range(len(lines))]
        file = bank_year.camt(lines, references, treasurer.month, MONDAY, treasurer.balance)
        sent = len(lines)
    desk = window(DESK)
    desk.sign_in("johan.medema@example.org", cast.PASSWORD)
    desk.door("Bank")
    before = desk.effort.taps
    desk.tap("Afschriften inlezen")
    desk.attach("De bestanden van de bank", "februari.xml", file, "application/xml")
    desk.tap("Lees in")
    desk.sees("regels zijn vanzelf geboekt")
    with house_server.inside():
        labels = {reference: line.label for reference, line in zip(references, lines, strict=True)}
        told = list(db.session.scalars(select(BankLine).where(BankLine.bank_reference.in_(references))))
        booked = [(line, match) for line in told if (match := standing(line.id)) is not None]
        assert len(told) == sent
        assert all(booked_as(match) == labels[line.bank_reference] for line, match in booked), "none went wrong"
        by_hand = sent - len(booked)
    beat(
        "treasurer: a month's bank file, lines left to do by hand",
        {"per cent": 10},
        {"per cent": round(100 * by_hand / sent, 1), "lines": sent, "taps": desk.effort.taps - before},
    )


def _neighbour(number: int) -> Party:
    name = f"{_FIRST[number % len(_FIRST)]} {_FAMILY[number // len(_FIRST)]}"
    return person(name, street=STREETS[number % len(STREETS)], email=f"klant.{number}@example.org")


def _send_invoices(neighbours: Iterable[Party], dice: Random) -> None:
    for one in neighbours:
        issued(one, [draft_line(dice.randrange(1500, 9000, 25), day=clock.today())])


def _payments(treasurer: Treasurer, last: date) -> list[Line]:
    treasurer.month = (last - timedelta(days=27)).replace(day=1)
    return bank_year.of_month(treasurer.habits, treasurer.owed(), treasurer.month, last)


_FIRST = (
    "Anna",
    "Bram",
    "Fatima",
    "Hassan",
    "Ineke",
    "Jan",
    "Klaas",
    "Lieke",
    "Mehmet",
    "Olena",
    "Petra",
    "Samira",
)
_FAMILY = ("Bos", "Haddad", "Visser", "Mulder", "Yilmaz", "Kovalenko", "Dijkstra", "Smit", "Bakker", "de Groot")
