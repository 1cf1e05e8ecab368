"""The members' meeting adopts a budget; changing it afterwards is a revision with a reason."""

from datetime import date

import pytest
from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.money import Money
from invoicing.budget.adoption import NoSuchMeeting, NothingToAdopt, ReasonMissing, adopt
from invoicing.budget.change import changes
from invoicing.budget.driver import BudgetPrice, BudgetWork
from invoicing.budget.entering import enter, enter_months
from invoicing.budget.line import year_amounts
from invoicing.budget.plan import Plan, Work
from invoicing.budget.planning import plan_services, plans
from invoicing.budget.revision import FirstVersion, NotAdopted, put_away, revise
from invoicing.budget.sheet import sheet
from invoicing.budget.version import BudgetChanged, BudgetVersion, draft, in_force, versions
from invoicing.budget.volume import volumes_of
from tests.invoicing.budget.cast import MEETING, YEAR, a_draft, gardens, rent

pytestmark = pytest.mark.usefixtures("app")


def adopted() -> BudgetVersion:
    """The first budget, adopted in December."""
    return adopt(YEAR, MEETING, a_draft().changes)


def test_what_the_meeting_adopted_stands_until_a_revision_is_adopted() -> None:
    first = adopted()
    second = revise(YEAR, first.changes)
    enter(YEAR, {rent(): Money(72000)}, second.changes)
    assert year_amounts(YEAR)[rent()] == Money(60000)
    adopt(YEAR, date(2026, 6, 4), second.changes, "De huur  ging\n omhoog")
    assert in_force(YEAR) == second
    assert second.why == "De huur ging omhoog"
    assert year_amounts(YEAR)[rent()] == Money(72000)
    assert [one.number for one in versions(YEAR)] == [1, 2]


def test_a_revision_shows_what_changed() -> None:
    first = adopted()
    second = revise(YEAR, first.changes)
    assert changes(sheet(first), sheet(second)) == []
    half = [Money(5000)] * 12
    half[0], half[1] = Money(6000), Money(4000)
    enter_months(YEAR, rent(), half, second.changes)
    enter(YEAR, {gardens(): Money.zero()}, second.changes)
    income, costs = changes(sheet(first), sheet(second))
    assert (income.was, income.now, income.for_the_result) == (Money(120000), Money.zero(), Money(-120000))
    assert (costs.difference, costs.only_the_months) == (Money.zero(), True)
    results = [sum(one.result, Money.zero()) for one in (sheet(first), sheet(second))]
    assert income.for_the_result + costs.for_the_result == results[1] - results[0]


def test_a_revision_takes_everything_along() -> None:
    tuin = gardens()[1]
    plan = Plan("80501", (1,) * 12, Money(5000), works=[Work("employee", 90, Money(2400))])
    plan_services(YEAR, {tuin: plan}, a_draft().changes)
    open_one = draft(YEAR)
    assert open_one is not None
    first = adopt(YEAR, MEETING, open_one.changes)
    second = revise(YEAR, first.changes)
    assert second.number == 2
    assert plans(second) == plans(first) == {tuin: plan}
    assert volumes_of(second.id) == volumes_of(first.id) != {}


def test_a_revision_can_be_put_away_and_leaves_nothing_behind() -> None:
    tuin = gardens()[1]
    plan = Plan("80501", (1,) * 12, Money(5000), works=[Work("employee", 90, Money(2400))])
    first = adopted()
    second = revise(YEAR, first.changes)
    plan_services(YEAR, {tuin: plan}, second.changes)
    put_away(YEAR, second.changes)
    assert versions(YEAR) == [first]
    for table in (BudgetPrice, BudgetWork):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    with pytest.raises(BudgetChanged):
        put_away(YEAR, second.changes)


def test_an_empty_budget_is_not_adopted() -> None:
    enter(YEAR, {}, 0)
    with pytest.raises(NothingToAdopt):
        adopt(YEAR, MEETING, 0)


def test_a_meeting_was_held_and_each_after_the_one_before() -> None:
    version = a_draft()
    with clock.at(date(2025, 12, 10)), pytest.raises(NoSuchMeeting):
        adopt(YEAR, MEETING, version.changes)
    second = revise(YEAR, adopt(YEAR, MEETING, version.changes).changes)
    with pytest.raises(NoSuchMeeting):
        adopt(YEAR, date(2025, 12, 10), second.changes, "Te vroeg")


def test_a_revision_says_why() -> None:
    second = revise(YEAR, adopted().changes)
    with pytest.raises(ReasonMissing):
        adopt(YEAR, date(2026, 6, 4), second.changes, "  ")


def test_a_draft_is_not_revised_and_the_first_is_not_put_away() -> None:
    version = a_draft()
    with pytest.raises(NotAdopted):
        revise(YEAR, version.changes)
    with pytest.raises(FirstVersion):
        put_away(YEAR, version.changes)


def test_the_second_of_two_treasurers_is_told() -> None:
    first = adopted()
    revise(YEAR, first.changes)
    with pytest.raises(BudgetChanged):
        revise(YEAR, first.changes)
    with pytest.raises(BudgetChanged):
        adopt(YEAR, MEETING, first.changes, "Ook ik")
