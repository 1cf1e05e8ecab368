"""The end of the year, from the books: what is booked, what is agreed and what the history says."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from coop import clock
from coop.ledger import chart
from coop.ledger.cost_object import cost_object
from coop.ledger.journal import PURCHASES
from coop.ledger.posting import Line, Posting, post
from coop.ledger.schedule import schedule
from coop.money import Money
from coop.period import DateRange, months
from invoicing.exploitatie.commitment import committed
from invoicing.forecast.certain import agreements, certain
from invoicing.forecast.forecast import forecast
from invoicing.forecast.history import APART, history
from invoicing.forecast.year_end import TooFar, year_end
from invoicing.grants import grant
from orders import deciding
from orders.recurrence import Frequency
from tests.coop.ledger.cast import sale
from tests.members.cast import organisation
from tests.orders.cast import an_order, garden

TODAY = date(2026, 6, 15)
OVER = list(months(DateRange(date(2024, 1, 1), date(2026, 6, 1))))


def a_cost(number: int, cents: int, day: date, account: str = "45105") -> Posting:
    """Rent from a landlord."""
    lines = [Line(account, cents), Line(chart.CREDITORS, -cents)]
    return Posting(PURCHASES, day, f"purchase:{number}", "Huur wijkwinkel", lines)


def thirty_even_months() -> None:
    """Each month € 100,00 for gardens and € 80,00 of rent."""
    tuin = cost_object("service", "tuin", "Tuinonderhoud").id
    for number, month in enumerate(OVER, 1):
        post([sale(number, 10_000, month.replace(day=9), tuin), a_cost(number, 8_000, month.replace(day=3))])


@pytest.mark.usefixtures("app")
def test_the_year_ends_with_what_is_booked_and_seven_months_more_of_the_same() -> None:
    thirty_even_months()
    with clock.at(TODAY):
        end = year_end(2026, TODAY)
    assert (end.income, end.costs, end.result) == (Money(120_000), Money(96_000), Money(24_000))
    assert set(end.draws) == {24_000}
    assert len(end.draws) >= 1000
    assert end.chance_above_zero == 100


@pytest.mark.usefixtures("app")
def test_a_year_that_is_over_ends_as_it_was_booked() -> None:
    thirty_even_months()
    with clock.at(TODAY):
        end = year_end(2025, TODAY)
        assert (end.result, set(end.draws)) == (Money(24_000), {24_000})
        assert year_end(2027, TODAY).result == Money(24_000)
        for year in (2020, 2029):
            with pytest.raises(TooFar):
                year_end(year, TODAY)


@pytest.mark.usefixtures("app")
def test_an_empty_house_expects_nothing_and_is_sure_of_nothing() -> None:
    with clock.at(TODAY):
        end = year_end(2026, TODAY)
    assert (end.result, end.chance_above_zero) == (Money(0), 0)


@pytest.mark.usefixtures("app")
def test_a_grant_counts_in_its_own_months_and_is_not_carried_on() -> None:
    thirty_even_months()
    with clock.at(date(2026, 1, 2)):
        awarded = grant.award(organisation(), "Groen", Money(120_000), date(2026, 1, 1), date(2027, 1, 1))
    with clock.at(TODAY):
        grant.release(awarded, TODAY)
        assert history(TODAY).booked[date(2026, 5, 1)] == (20_000, 8_000)
        end, next_ = year_end(2026, TODAY), year_end(2027, TODAY)
    assert end.result == Money(24_000 + 120_000)
    assert next_.result == Money(24_000), "no grant was awarded for that year"


@pytest.mark.usefixtures("app")
def test_a_schedule_stops_when_it_has_run() -> None:
    thirty_even_months()
    with clock.at(TODAY):
        schedule.enter("depreciation", "Maaier", "43220", chart.WORN_MACHINES, Money(1_200), date(2026, 6, 1), 3)
        found = forecast(TODAY)
    assert [month.costs for month in found.months[:5]] == [8_400, 8_400, 8_400, 8_000, 8_000]


@pytest.mark.usefixtures("app")
def test_a_recurring_order_is_spread_over_the_months_of_its_visits() -> None:
    with clock.at(TODAY):
        order = an_order(garden(), frequency=Frequency.MONTHLY)
        deciding.accept(order)
        end = date(2027, 6, 1)
        by_visit = agreements(TODAY, end)
        of_both_years = [row for year in (2026, 2027) for row in committed(year, TODAY)]
        assert {row.visits for row in by_visit} == {1}
        until_may = [row for row in by_visit if row.day.year == 2026]
        assert sum(row.net.cents for row in until_may) == sum(
            row.net.cents for row in of_both_years if row.day.year == 2026
        )
        assert len({row.day.replace(day=1) for row in by_visit}) == len(by_visit) >= 11
        sure = certain(TODAY, end)
        assert sum(sure.agreed.values()) == sum(row.net.cents for row in by_visit)
        assert forecast(TODAY).months[3].certain_income > 0


@pytest.mark.usefixtures("app")
def test_only_the_largest_services_and_costs_are_followed_apart_and_nothing_is_lost() -> None:
    objects = [cost_object("service", f"dienst{number}", f"Dienst {number}").id for number in range(APART + 3)]
    post([sale(n, 10_000 + 100 * n, date(2026, 5, 4), key) for n, key in enumerate(objects, 1)])
    with clock.at(TODAY):
        found = history(TODAY)
    income = [one for one in found.series if one.sign > 0]
    assert len(income) == APART + 1
    assert sum(sum(one.amounts) for one in income) == found.booked[date(2026, 5, 1)][0]
    assert found.series[found.place(("C", "999"))].key == "Crest"


def test_statements_do_not_grow_with_the_rows(app: Flask, statements: Callable[[], Any]) -> None:
    assert app
    with clock.at(TODAY):
        tuin = garden()
        deciding.accept(an_order(tuin, frequency=Frequency.MONTHLY))
        post([sale(500, 10_000, date(2026, 5, 1))])
        with statements() as few:
            year_end(2026, TODAY)
        thirty_even_months()
        for _ in range(3):
            deciding.accept(an_order(tuin, frequency=Frequency.WEEKLY))
        with statements() as many:
            year_end(2026, TODAY)
    assert len(many) <= len(few) + 1 <= 22


@pytest.mark.usefixtures("app")
def test_a_service_of_the_season_is_quiet_outside_it_also_in_its_first_year() -> None:
    tuin = garden(frequencies=["once", "season"], season_opens=4, season_closes=9)
    for number, month in enumerate((4, 5), 1):
        post([sale(number, 10_000, date(2026, month, 9), tuin.cost_object_id)])
    with clock.at(TODAY):
        found = forecast(TODAY)
    by_month = {month.month.month: month.income for month in found.months}
    assert {number for number, income in by_month.items() if income} == {6, 7, 8, 9, 4, 5}
