"""What a member paid for us is a cost once somebody else approved it, and is paid back once."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from coop import audit, mail
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.posting import posted
from coop.money import Money
from coop.permission import Role
from invoicing.bank import awaited
from invoicing.bank.awaited import CameBack
from invoicing.claims import claim, deciding
from invoicing.claims.claim import NotSubmitted, WrongAmount, WrongDay
from invoicing.claims.deciding import NoAccount, NoReason, OwnClaim
from invoicing.paying_out import payee
from invoicing.paying_out.payable import payables
from members.login import make_login
from members.party import Person
from tests.invoicing.claims.cast import DECIDER, a_claim, an_approved_claim
from tests.invoicing.claims.conftest import TODAY
from tests.invoicing.paying_out.cast import IBAN, approved
from tests.members.cast import a_member


@pytest.fixture
def jan() -> Person:
    """A member with a login and an account number."""
    person = a_member().person
    make_login(person, Role.MEMBER)
    payee.enter(person, IBAN)
    return person


def test_an_approved_claim_is_a_cost_and_owed_until_it_is_paid(jan: Person) -> None:
    made = an_approved_claim(jan)
    assert (balance("45105"), balance(chart.CLAIMS_DUE)) == (Money(2_450), Money(-2_450))
    [found] = payables(TODAY)
    assert (found.what, found.amount, found.doubts) == (f"Declaratie {made.id}", Money(2_450), ())
    order = approved()
    assert (balance(chart.CLAIMS_DUE), balance(chart.PAYING_OUT)) == (Money(0), Money(-2_450))
    assert payables(TODAY) == []
    told = CameBack(order.payouts[0].source, TODAY, "AC04", 1)
    awaited.came_back.tell(told)
    assert (balance(chart.CLAIMS_DUE), balance(chart.PAYING_OUT)) == (Money(-2_450), Money(0))
    awaited.return_undone.tell(told)
    assert balance(chart.CLAIMS_DUE) == Money(0)


def test_before_it_is_decided_nothing_is_booked_or_paid(jan: Person) -> None:
    made = a_claim(jan)
    assert posted(made.source) is None
    assert payables(TODAY) == []


def test_nobody_decides_on_a_claim_of_their_own(jan: Person) -> None:
    made = a_claim(jan)
    for own in (made.submitted_by, f"login:{make_login(jan).id}"):
        with audit.actor(own):
            with pytest.raises(OwnClaim):
                deciding.approve(made, "45105")
            with pytest.raises(OwnClaim):
                deciding.decline(made, "nee")


def test_a_claim_is_decided_once_and_who_claimed_it_is_told(jan: Person) -> None:
    made = a_claim(jan)
    with audit.actor(DECIDER):
        with pytest.raises(NoReason):
            deciding.decline(made, " ")
        deciding.decline(made, "Dit is een eigen uitgave.")
        with pytest.raises(NotSubmitted):
            deciding.approve(made, "45105")
    [told] = mail.about(made.source)
    assert "Dit is een eigen uitgave." in told.text
    with pytest.raises(NotSubmitted):
        claim.withdraw(made)


def test_a_receipt_that_was_claimed_before_is_seen(jan: Person) -> None:
    first, other_amount, other_day = (
        a_claim(jan),
        a_claim(jan, 9_900),
        a_claim(a_member("Els Bakker").person, 1, TODAY - timedelta(days=9)),
    )
    assert list(claim.alike(first)) == [other_amount, other_day]  # all with the same receipt
    claim.withdraw(other_amount)
    assert list(claim.alike(first)) == [other_day]


def test_an_approved_claim_needs_an_account(jan: Person) -> None:
    made = a_claim(jan)
    with audit.actor(DECIDER), pytest.raises(NoAccount):
        deciding.approve(made, "")


def test_a_day_to_come_or_long_ago_and_nothing_are_refused(jan: Person) -> None:
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=400)):
        with pytest.raises(WrongDay):
            a_claim(jan, day=day)
    with pytest.raises(WrongAmount):
        a_claim(jan, 0)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("UPDATE claim SET state = 'approved', account = '45105'", "decider"),
        (
            "UPDATE claim SET state = 'approved', account = '45105', decided_at = submitted_at,"
            " decided_by = submitted_by",
            "by_another",
        ),
        (
            "UPDATE claim SET state = 'approved', account = '45105', decided_at = submitted_at,"
            " decided_by = (SELECT 'login:' || id FROM login WHERE person_id = claim.person_id)",
            "claims:own",
        ),
        ("UPDATE claim SET amount = amount * 2", "claims:kept"),
        ("DELETE FROM claim", "claims:kept"),
        (
            "INSERT INTO member_payment (person_id, claim_id, day, amount, reference, booked_at, booked_by)"
            " SELECT person_id, id, day, amount, '', submitted_at, 'x' FROM claim",
            "claims:owed",
        ),
    ],
)
def test_the_database_holds_to_another_person(session: Session, jan: Person, change: str, rule: str) -> None:
    a_claim(jan)
    session.commit()
    with pytest.raises(DBAPIError, match=rule):
        session.execute(text(change))
    session.rollback()


def test_the_database_pays_a_claim_once_and_never_changes_it(session: Session, jan: Person) -> None:
    an_approved_claim(jan)
    approved()
    session.commit()
    twice = (
        "INSERT INTO member_payment (person_id, claim_id, day, amount, reference, booked_at, booked_by)"
        " SELECT person_id, claim_id, day, 1, '', booked_at, 'x' FROM member_payment"
    )
    for change, rule in (
        (twice, "claims:owed"),
        ("UPDATE member_payment SET amount = 1", "claims:kept"),
        ("UPDATE claim SET state = 'withdrawn'", "claims:decided"),
    ):
        with pytest.raises(DBAPIError, match=rule):
            session.execute(text(change))
        session.rollback()
