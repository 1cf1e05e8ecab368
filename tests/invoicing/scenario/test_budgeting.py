"""A budget made of a scenario comes to the same year, cent for cent; no database."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coop.money import Money
from invoicing.revenue_model.facts import Facts
from invoicing.scenario.budgeting import Months, planned
from invoicing.scenario.changed import changed
from invoicing.scenario.changes import Changes, Contract
from invoicing.scenario.outcome import outcome
from tests.invoicing.revenue_model.made import ACCOUNTS, CONTRACT, facts
from tests.invoicing.scenario.test_outcome import GRANT, HOUSE, all_changes

SIDES = {row[0]: row[3] for row in (*ACCOUNTS, CONTRACT)}
seasons = st.dictionaries(
    st.tuples(st.integers(1, 8), st.integers(0, 9)),
    st.lists(st.integers(-100, 1000).map(Money), min_size=12, max_size=12),
    max_size=8,
)


@settings(max_examples=60)
@given(facts(), all_changes, seasons)
def test_the_months_of_the_budget_come_to_the_result_of_the_scenario(
    found: Facts, changes: Changes, seen: Months
) -> None:
    made = planned(found, changes, seen)
    result = sum(
        sum(one.cents for one in months) * (1 if SIDES.get(account, "D") == "C" else -1)
        for (account, _), months in made.amounts.items()
    )
    assert Money(result) == outcome(found, changes).result.then
    assert {key: sum(months) for key, months in made.jobs.items()} == {
        part.key: part.jobs for part in changed(found, changes).services if part.jobs
    }


def test_each_account_keeps_its_season() -> None:
    turnover = [Money(0)] * 3 + [Money(100_000)] * 4 + [Money(0)] * 5
    made = planned(HOUSE, Changes(price={1: 1000}), {(1, 1): turnover})
    assert made.amounts[1, 1] == [Money(0)] * 3 + [Money(110_000)] * 4 + [Money(0)] * 5
    assert made.jobs[1] == [0] * 3 + [25] * 4 + [0] * 5


def test_a_grant_that_ends_leaves_its_last_months_empty() -> None:
    every = list(GRANT.months.values())
    made = planned(HOUSE, Changes(grants={7: 9}), {(2, 0): every})
    assert made.amounts[2, 0] == [Money(10_000)] * 8 + [Money(0)] * 4


def test_a_contract_begins_when_it_begins() -> None:
    made = planned(HOUSE, Changes(contract=Contract(Money(120_000), 12, begins=11)), {})
    assert made.amounts[8, 0] == [Money(0)] * 10 + [Money(10_000)] * 2
    wages = [*Money(50_000).split([1] * 12)]  # of who works for no service, and two hours of the contract
    assert made.amounts[3, 0] == [*wages[:10], *(month + Money(2_400) for month in wages[10:])]
