"""What if: laws for all facts and changes, and each lever by hand; no database."""

from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from coop.money import Money
from invoicing.revenue_model.facts import Facts, Part, Running, Worked
from invoicing.scenario.changed import NEW, changed
from invoicing.scenario.changes import WHO, Changes, Contract, WrongChange, read, read_kept, write
from invoicing.scenario.luck import chance
from invoicing.scenario.outcome import Both, outcome
from members.engagement import EngagementKind
from tests.invoicing.revenue_model.made import booked, facts

EMPLOYEE, VOLUNTEER = EngagementKind.EMPLOYEE, EngagementKind.VOLUNTEER
percents = st.integers(-10_000, 20_000)
nonzero = percents.filter(bool)
contracts = st.builds(
    Contract,
    st.integers(0, 10_000_000).map(Money),
    st.integers(1, 5000),
    st.sampled_from(WHO),
    st.integers(1, 12),
)
all_changes = st.builds(
    Changes,
    price=st.dictionaries(st.integers(1, 9), nonzero, max_size=3),
    volume=st.dictionaries(st.integers(1, 9), nonzero, max_size=3),
    wage=percents,
    overhead=percents,
    volunteers=st.integers(-10_000, 10_000),
    grants=st.dictionaries(st.integers(1, 2), st.integers(1, 12), max_size=2),
    contract=st.none() | contracts,
)


@settings(max_examples=40)
@given(facts())
def test_a_scenario_without_changes_equals_today(found: Facts) -> None:
    assert changed(found, Changes()) == found
    made = outcome(found, Changes())
    assert made.result == Both(found.result, found.result)
    assert all(not line.result.difference for line in made.lines)


@settings(max_examples=60)
@given(facts(), all_changes)
def test_the_lines_add_up_to_the_year_under_any_changes(found: Facts, changes: Changes) -> None:
    made = outcome(found, changes)
    assert made.result.today == found.result
    assert made.result.then == made.facts.result == made.income.then - made.costs.then
    assert sum(line.result.difference.cents for line in made.lines) == made.result.difference.cents


@given(all_changes)
def test_what_is_written_is_read_back(changes: Changes) -> None:
    assert read(write(changes)) == read_kept(write(changes)) == changes


@settings(max_examples=40)
@given(facts(), st.integers(1, 5_000))
def test_a_higher_price_never_asks_more_costs_and_overhead_never_brings_income(found: Facts, more: int) -> None:
    price = outcome(found, Changes(price={part.key: more for part in found.parts}))
    assert not price.costs.difference
    assert not outcome(found, Changes(overhead=more)).income.difference


GARDEN = Part(
    1,
    "Tuin",
    jobs=100,
    booked=(booked("40110", 200_000), booked("43220", 12_000), booked("70053", 30_000), booked("80501", 400_000)),
    worked=(Worked(EMPLOYEE, 6000, Money(200_000)), Worked(VOLUNTEER, 1200)),
)
REST = Part(
    0, "Niet verdeeld", "", booked=(booked("40110", 50_000), booked("45105", 60_000), booked("82325", 120_000))
)
GRANT = Running(7, "Wijkeconomie", 0, "82325", {month: Money(10_000) for month in range(1, 13)})
HOUSE = Facts(
    12,
    (GARDEN, REST),
    {EMPLOYEE: Money(2400), EngagementKind.APPRENTICE: Money(1500), VOLUNTEER: Money(200)},
    (GRANT,),
    {number: booked(number, 0) for number in ("40110", "40980", "80710")},
)


@pytest.mark.parametrize(
    ("changes", "income", "costs"),
    [
        (Changes(price={1: 500}), 20_000, 0),
        (Changes(volume={1: -1000}), -40_000, -23_000),  # hours and material, not the machine
        (Changes(price={1: 1000}, volume={1: -1000}), -4_000, -23_000),  # 4.000,00 × 1,1 × 0,9
        (Changes(wage=500), 0, 12_500),  # also of who works for no service
        (Changes(overhead=-1000), 0, -11_000),
        (Changes(volunteers=2500), 0, -50_000 + 5_000),  # 25 hours: 500,00 off, 25 × 2,00 on
        (Changes(volunteers=-5000), 0, 24_000),  # 10 hours that cost nothing become 10 × 24,00
        (Changes(volunteers=-5000, wage=1000), 0, 25_000 + 26_400),
        (Changes(grants={7: 10}), -30_000, 0),
        (Changes(contract=Contract(Money(600_000), 120, EMPLOYEE, 7)), 300_000, 144_000),
        (
            Changes(contract=Contract(Money(100), 0, EMPLOYEE, 12)),
            8,
            0,
        ),  # the first four months take the odd cents
        (Changes(contract=Contract(Money(600_000), 120, EngagementKind.PARTICIPATION, 1)), 600_000, 0),
    ],
)
def test_each_lever_by_hand(app: Flask, changes: Changes, income: int, costs: int) -> None:
    assert app
    made = outcome(HOUSE, changes)
    assert (made.income.difference, made.costs.difference) == (Money(income), Money(costs))


def test_volunteers_cost_nothing_without_a_legal_basis() -> None:
    without = replace(HOUSE, rates={EMPLOYEE: Money(2400), VOLUNTEER: Money(0)})
    assert outcome(without, Changes(volunteers=2500)).costs.difference == Money(-50_000)
    [garden] = changed(without, Changes(volunteers=2500)).services
    assert (garden.minutes_of(EMPLOYEE), garden.minutes_of(VOLUNTEER)) == (4500, 2700)


def test_a_grant_loses_no_more_than_there_is() -> None:
    more = replace(HOUSE, grants=(replace(GRANT, months={1: Money(500_000)}),))
    assert outcome(more, Changes(grants={7: 1})).income.difference == Money(-120_000)


def test_a_contract_is_a_line_of_its_own(app: Flask) -> None:
    assert app
    made = outcome(HOUSE, Changes(contract=Contract(Money(120_000), 12)))
    [line] = [line for line in made.lines if line.key == NEW]
    assert (line.result.today, line.result.then) == (Money(0), Money(120_000 - 28_800))


@pytest.mark.parametrize(
    "said",
    [
        {"p1": "veel"},
        {"loon": "-101"},
        {"overhead": "5001"},
        {"vrijwilligers": "101"},
        {"g1": "13"},
        {"contract": "-5"},
        {"contract": "100", "contract_uren": "1,5"},
        {"contract": "100", "contract_inzet": "starter"},
    ],
)
def test_what_cannot_be_is_refused(app: Flask, said: dict[str, str]) -> None:
    assert app
    with pytest.raises(WrongChange) as refused:
        read(said)
    assert refused.value.field in said


def test_a_percentage_is_read_as_people_type_it() -> None:
    told = {"p1": "+5", "p2": "-2,5 %", "p3": "2.25", "v1": " ", "v2": "0", "vreemd": "x"}
    assert read(told) == Changes(price={1: 500, 2: -250, 3: 225})


@pytest.mark.parametrize("kept", [[], {"p1": 5}, {"vreemd": "5"}, {"p1": "veel"}])
def test_what_was_kept_is_checked(app: Flask, kept: object) -> None:
    assert app
    with pytest.raises(WrongChange):
        read_kept(kept)


def test_the_chance_is_that_of_the_futures_around_a_result() -> None:
    futures = [-300, -200, -100, 100]
    assert [chance(futures, Money(result)) for result in (0, 250, 301, -100)] == [25, 75, 100, 0]
    assert chance([], Money(5)) is None
    assert chance([1] * 999 + [-1], Money(0)) == 99
    assert chance([-1] * 999 + [1], Money(0)) == 1
