"""Hours become cost by engagement, at the rate of their day."""

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

import pytest
from flask import Flask

from coop import clock, wijk
from coop.ledger.balance import balance
from coop.ledger.verify import verify
from coop.money import Money
from invoicing import labour_cost
from invoicing.cost_rate import BelowMinimumWage, RateAlreadySet, set_rate
from orders import hours
from orders.hours import HourEntry
from tests.invoicing import cast
from tests.members.cast import a_member

DAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(date(2026, 12, 1)):
        cast.wijk()
        yield
        assert verify().first_fault is None


def _hours(kind: str, name: str = "Jan de Vries", day: date = DAY, until: time = time(11, 30)) -> HourEntry:
    member = a_member(name, kind)
    what = cast.service(f"dienst-{member.id}")
    return hours.tell(member, f"uid-{member.id}", day=day, begins=time(9), ends=until, service=what)


def test_an_employee_costs_the_rate_of_that_day_to_the_cent() -> None:
    set_rate("employee", date(2026, 1, 1), Money(2245))
    set_rate("employee", date(2026, 4, 1), Money(2400))
    entry = _hours("employee")
    hours.approve([entry])
    assert entry.cost == Money(5613)  # 150 minutes of € 22,45 = 56,125, half up
    assert (balance("40110"), balance("16101")) == (Money(5613), Money(-5613))


def test_participation_and_starters_cost_nothing_here() -> None:
    entries = [_hours("participation", "Een"), _hours("starter", "Twee")]
    hours.approve(entries)
    assert [entry.cost for entry in entries] == [Money.zero(), Money.zero()]


def test_a_volunteer_gets_an_allowance_only_where_the_law_lets_us() -> None:
    set_rate("volunteer", date(2026, 1, 1), Money(500))
    first = _hours("volunteer", "Een")
    hours.approve([first])
    assert first.cost == Money.zero()
    wijk.current().allowance_basis = "Stichting als gastheer, brief inspecteur 2026-01-12"
    second = _hours("volunteer", "Twee")
    hours.approve([second])
    assert second.cost == Money(1250)
    assert balance("16525") == Money(-1250)


def test_hours_without_a_rate_wait_for_one() -> None:
    entry = _hours("apprentice")
    hours.approve([entry])
    assert entry.cost is None
    assert labour_cost.without_rate() == 1
    set_rate("apprentice", date(2026, 1, 1), Money(1500))
    assert labour_cost.catch_up() == 1
    assert entry.cost == Money(3750)


def test_a_rate_is_set_once_and_not_below_the_minimum_wage() -> None:
    with pytest.raises(BelowMinimumWage):
        set_rate("employee", date(2026, 7, 1), Money(1498))
    set_rate("employee", date(2026, 7, 1), Money(1499))
    with pytest.raises(RateAlreadySet):
        set_rate("employee", date(2026, 7, 1), Money(1600))


def test_an_approval_and_its_cost_are_written_together(statements: Callable[[], Any]) -> None:
    set_rate("employee", date(2026, 1, 1), Money(2245))
    entries = [_hours("employee", name) for name in ("Een", "Twee", "Drie")]
    with statements() as seen:
        hours.approve(entries)
    assert len([statement for statement in seen if statement.startswith("UPDATE hour_entry")]) == 1
    assert {(entry.state, entry.cost) for entry in entries} == {("approved", Money(5613))}
