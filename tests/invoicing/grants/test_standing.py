"""How a grant stands, in figures that add up and in a sentence while there is time."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from coop import clock
from coop.database import db
from coop.ledger.cost_object import CostObject
from coop.money import Money
from invoicing.cost_rate import set_rate
from invoicing.exploitatie.commitment import Commitment
from invoicing.grants.charge import charge_again
from invoicing.grants.grant import Grant
from invoicing.grants.receiving import receive
from invoicing.grants.rule import add_rule, rules_of
from invoicing.grants.settling import settle
from invoicing.grants.standing import Figures, is_for, standing
from invoicing.grants.terms import WrongTerms, add_conditions, agree, conditions_of, say_met
from orders import hours
from orders.service import Service
from tests.invoicing.cast import service, wijk
from tests.invoicing.grants.cast import a_bill, a_grant
from tests.members.cast import a_member

MONDAY, AUTUMN = date(2026, 3, 2), date(2026, 10, 1)
cents = st.integers(0, 10**7).map(Money)


@given(cents, cents, cents, cents, cents)
def test_spent_counted_and_left_are_the_award(
    amount: Money, received: Money, spent: Money, worked: Money, agreed: Money
) -> None:
    figures = Figures(amount, min(received, amount), min(spent, amount), worked, agreed)
    assert figures.spent + figures.counted + figures.left == amount
    assert Money(0) <= figures.counted <= worked
    assert figures.free <= figures.left
    assert Money(0) <= figures.returning <= figures.received


@pytest.fixture
def given_(app: Flask) -> Iterator[Grant]:
    """A grant of € 1.200 for all that the garden costs, on the first of October."""
    with clock.at(MONDAY):
        wijk()
        made = a_grant(120_000)
        add_rule(made.id, cost_object_id=service().cost_object_id)
    with clock.at(AUTUMN):
        yield made


def garden() -> int:
    """The key of its cost object."""
    return db.session.query(CostObject).one().id


def test_what_is_left_is_said_with_the_time_there_is(given_: Grant) -> None:
    a_bill(1, 30_000, MONDAY, place=garden())
    found = standing(given_.id, AUTUMN)
    assert (found.figures.spent, found.figures.left) == (Money(30_000), Money(90_000))
    assert found.sentence == (
        "Nog €\u00a0900,00 te besteden in 3 maanden. In dit tempo blijft er €\u00a0798,90 over."
    )
    assert standing(given_.id, date(2026, 12, 11)).sentence.startswith(
        "Nog €\u00a0900,00 te besteden in 21 dagen."
    )
    assert standing(given_.id, date(2027, 1, 1)).sentence == "Er is €\u00a0900,00 niet besteed."


def test_spent_in_time_nothing_is_left(given_: Grant) -> None:
    a_bill(1, 130_000, MONDAY, place=garden())
    assert standing(given_.id, AUTUMN).sentence == "Het hele bedrag is besteed."


def test_hours_of_volunteers_count_where_the_giver_allows_it(given_: Grant) -> None:
    what = service("fiets")
    add_rule(given_.id, cost_object_id=what.cost_object_id)
    with pytest.raises(WrongTerms):
        agree(given_.id, volunteers=True)
    for kind in ("volunteer", "participation"):
        member = a_member(f"Iemand {kind}", kind)
        told = hours.tell(member, kind, day=MONDAY, begins=time(9), ends=time(12), service=what)
        hours.approve([told])
    found = standing(given_.id, AUTUMN)
    assert [(one.engagement, one.minutes) for one in found.hours] == [("participation", 180), ("volunteer", 180)]
    assert found.figures.counted == Money.zero()
    agree(given_.id, volunteers=True, unpaid_rate=Money(750))
    found = standing(given_.id, AUTUMN)
    assert (found.figures.counted, found.figures.left) == (Money(2250), Money(117_750))


def test_paid_hours_are_charged_for_no_more_than_was_agreed(given_: Grant) -> None:
    set_rate("employee", date(2026, 1, 1), Money(2500))
    what = db.session.query(Service).one()
    told = hours.tell(a_member("Jan", "employee"), "uur", day=MONDAY, begins=time(9), ends=time(11), service=what)
    hours.approve([told])
    a_bill(1, 5000, MONDAY, place=garden())
    assert standing(given_.id, AUTUMN).figures.spent == Money(10_000)
    agree(given_.id, hour_limit=Money(2000))
    charge_again()
    assert standing(given_.id, AUTUMN).figures.spent == Money(9_000), "two hours of at most € 20, and a bill"


def test_agreed_is_what_fits_the_rules_within_the_period_and_is_a_cost(given_: Grant) -> None:
    rules = rules_of(given_.id)

    def fits(account: str, place: int, day: date) -> bool:
        return is_for(Commitment(account, place, "", "Iemand", "Iets", day, Money(100), "x:1"), given_, rules)

    assert fits("70053", garden(), AUTUMN)
    assert not fits("80501", garden(), AUTUMN), "what a customer pays is no cost"
    assert not fits("70053", garden() + 1, AUTUMN)
    assert not fits("70053", 0, AUTUMN)
    assert not fits("70053", garden(), date(2027, 1, 1))
    settle(given_, Money.zero(), AUTUMN)
    assert not fits("70053", garden(), AUTUMN)


def test_what_came_in_and_is_not_accounted_for_goes_back(given_: Grant) -> None:
    receive(given_, AUTUMN, Money(100_000))
    a_bill(1, 30_000, MONDAY, place=garden())
    assert standing(given_.id, AUTUMN).figures.returning == Money(70_000)
    settle(given_, Money(90_000), AUTUMN)
    found = standing(given_.id, AUTUMN)
    assert (found.figures.returning, found.state_name) == (Money(10_000), "vastgesteld")
    assert found.sentence == "Vastgesteld. We betalen €\u00a0100,00 terug."


def test_of_each_condition_we_say_how_it_was_met(given_: Grant) -> None:
    first, second = add_conditions(given_.id, ["Tien deelnemers", " ", "Een open dag "])
    say_met(given_.id, {second.id: "Die was in mei."})
    assert [(one.text, one.met) for one in conditions_of(given_.id)] == [
        ("Tien deelnemers", ""),
        ("Een open dag", "Die was in mei."),
    ]
    assert first.position < second.position
