"""What is charged to a grant: by its rules, or by hand with a reason; never twice and never more than there is."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coop import clock
from coop.daily import new_day
from coop.database import db
from coop.ledger.cost_object import cost_object
from coop.ledger.posting import posted, reverse
from coop.ledger.verify import verify
from coop.money import Money
from invoicing.grants import charge
from invoicing.grants.charge import AlreadySettled, GrantCharge, WrongCharge
from invoicing.grants.rule import WrongRule, add_rule, drop_rule, rules_of
from invoicing.grants.settling import settle
from tests.invoicing.cast import wijk
from tests.invoicing.grants.cast import BEGIN, a_bill, a_grant

SPRING = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(date(2026, 12, 1)):
        wijk()
        yield


def charged(grant_id: int) -> dict[int, int]:
    """What of each entry a grant pays, in cents."""
    return {one.entry_id: one.amount.cents for one in charge.charges().get(grant_id, ())}


def test_the_rules_say_what_is_charged_and_once_a_day_it_is_kept() -> None:
    green, given = cost_object("project", "groen", "Groen").id, a_grant()
    add_rule(given.id, "70", green)
    entry = a_bill(1, 4000, SPRING, place=green)
    a_bill(2, 900, SPRING)
    a_bill(3, 800, SPRING, account="45105", place=green)
    assert charged(given.id) == {entry: 4000}
    assert db.session.query(GrantCharge).count() == 0, "asking keeps nothing"
    new_day.tell(date(2026, 12, 1))
    new_day.tell(date(2026, 12, 2))
    [kept] = db.session.query(GrantCharge).all()
    assert (kept.entry_id, kept.grant_id, kept.by_hand) == (entry, given.id, False)
    assert charged(given.id) == {entry: 4000}


def test_two_grants_never_pay_the_same_cost() -> None:
    first, second = a_grant(5000), a_grant()
    for given in (first, second):
        add_rule(given.id, "70053")
    one, two, three = (a_bill(key, 3000, SPRING) for key in (1, 2, 3))
    assert (charged(first.id), charged(second.id)) == ({one: 3000, two: 2000}, {three: 3000})
    charge.keep_charges()
    with pytest.raises(IntegrityError):
        db.session.execute(
            text("INSERT INTO grant_charge VALUES (:entry, :grant, NULL, 5, true, 'ook')"),
            {"entry": one, "grant": second.id},
        )


def test_a_cost_is_moved_whole_or_in_part_or_left_out_with_the_reason() -> None:
    first, second = a_grant(), a_grant()
    add_rule(first.id, "70053")
    one, two, three = (a_bill(key, 3000, SPRING) for key in (1, 2, 3))
    charge.move(one, second, Money(1000), "Was voor het andere project.")
    charge.move(two, None, None, "Kregen we cadeau.")
    assert (charged(first.id), charged(second.id)) == ({three: 3000}, {one: 1000})
    charge.keep_charges()
    assert (charged(first.id), charged(second.id)) == ({three: 3000}, {one: 1000})
    charge.back_to_rules(one)
    assert (charged(first.id), charged(second.id)) == ({one: 3000, three: 3000}, {})


@pytest.mark.parametrize(
    ("cents", "reason", "told"),
    [
        (3001, "Zo.", "hoogstens"),
        (-5, "Zo.", "hoogstens"),
        (2000, "Zo.", "nog € 10,00 over"),
        (500, " ", "waarom"),
    ],
)
def test_no_more_is_moved_than_was_booked_or_than_the_grant_has(cents: int, reason: str, told: str) -> None:
    given, entry = a_grant(1000), a_bill(1, 3000, SPRING)
    with pytest.raises(WrongCharge, match=told):
        charge.move(entry, given, Money(cents), reason)


@pytest.mark.parametrize("cents", [3001, -1, 0])
def test_the_database_knows_how_much_of_an_entry_there_is(cents: int) -> None:
    given, entry = a_grant(), a_bill(1, 3000, SPRING)
    with pytest.raises(IntegrityError):
        db.session.execute(
            text("INSERT INTO grant_charge VALUES (:entry, :grant, NULL, :cents, true, 'zo')"),
            {"entry": entry, "grant": given.id, "cents": cents},
        )


def test_what_was_reversed_is_taken_off_again() -> None:
    given = a_grant()
    add_rule(given.id, "70053")
    entry = a_bill(1, 3000, SPRING)
    charge.keep_charges()
    booked = posted("bill:1")
    assert booked is not None
    reverse(booked.id, date(2027, 2, 1), "bill:1:undone", "Terug")
    assert sorted(charged(given.id).values()) == [-3000, 3000]
    assert entry in charged(given.id)


def test_what_a_settled_grant_was_spent_on_stays() -> None:
    given = a_grant()
    rule = add_rule(given.id, "70053")
    entry = a_bill(1, 3000, SPRING)
    with clock.at(date(2027, 2, 1)):
        settle(given, Money(3000), date(2027, 2, 1))
    with pytest.raises(AlreadySettled):
        charge.move(entry, None, None, "Toch niet.")
    drop_rule(given.id, rule.id)
    charge.charge_again()
    charge.keep_charges()
    assert charged(given.id) == {entry: 3000}
    with pytest.raises(IntegrityError, match="grants:settled"):
        db.session.execute(text("DELETE FROM grant_charge"))


def test_a_rule_names_accounts_of_costs_or_a_project() -> None:
    given = a_grant(begin=BEGIN)
    for account in ("", "805", "abc", "99999"):
        with pytest.raises(WrongRule):
            add_rule(given.id, account)
    with pytest.raises(WrongRule):
        add_rule(given.id, "70", activity_id=987)
    assert rules_of(given.id) == []


def test_verify_tells_of_a_grant_that_pays_more_than_it_is() -> None:
    given = a_grant(5000)
    assert verify().first_fault is None
    for key in (1, 2):
        row = {"entry_id": a_bill(key, 3000, SPRING), "grant_id": given.id, "amount": Money(3000)}
        db.session.add(GrantCharge(**row, by_hand=True, reason="Buiten de regels om."))
    db.session.flush()
    assert "Groen in de wijk" in str(verify().first_fault)
