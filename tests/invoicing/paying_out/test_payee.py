"""An account number that changed is looked at by a second person before anything is paid to it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from coop import audit
from coop.identifiers import NotANumber
from invoicing.paying_out import payee
from invoicing.paying_out.payee import AlreadyLookedAt, Origin, OwnEntry, Payee, SameNumber
from members.party import Party
from tests.invoicing.paying_out.cast import APPROVER, IBAN, MAKER, OTHER_IBAN, supplier


def changed(party: Party) -> Payee:
    """Another number for a party, entered by the maker."""
    with audit.actor(MAKER):
        return payee.enter(party, OTHER_IBAN)


def test_the_first_number_stands_at_once_in_the_name_of_the_party() -> None:
    [one] = payee.of(supplier("Kwekerij De Wilg", "nl20 ingb 0001 2345 67").id)
    assert (one.iban, one.holder, one.state) == (IBAN, "Kwekerij De Wilg", "standing")


def test_a_number_that_fails_its_check_is_refused() -> None:
    with pytest.raises(NotANumber):
        supplier(iban="NL21INGB0001234567")


def test_another_number_waits_beside_the_old_one_until_somebody_else_looked() -> None:
    party = supplier()
    other = changed(party)
    assert [(one.iban, one.state) for one in payee.of(party.id)] == [(IBAN, "standing"), (OTHER_IBAN, "waiting")]
    with audit.actor(MAKER), pytest.raises(OwnEntry):
        payee.confirm(other)
    with audit.actor(APPROVER):
        payee.confirm(other)
        with pytest.raises(AlreadyLookedAt):
            payee.refuse(other)
    assert [(one.iban, one.looked_by) for one in payee.of(party.id)] == [(OTHER_IBAN, APPROVER)]
    assert [one.state for one in payee.history(party.id)] == ["standing", "past"]


def test_a_number_that_was_wrong_leaves_the_old_one_standing() -> None:
    party = supplier()
    with audit.actor(APPROVER):
        payee.refuse(changed(party))
    assert [one.iban for one in payee.of(party.id)] == [IBAN]


def test_of_two_changes_the_last_word_counts() -> None:
    party = supplier()
    changed(party)
    with audit.actor(APPROVER):
        payee.enter(party, "NL91ABNA0417164300")
    assert [one.iban for one in payee.of(party.id)] == [IBAN, "NL91ABNA0417164300"]


def test_the_same_number_is_not_entered_twice() -> None:
    party = supplier()
    with pytest.raises(SameNumber):
        payee.enter(party, IBAN)


def test_an_e_invoice_tells_a_number_and_its_rubbish_is_passed_over() -> None:
    party = supplier()
    assert payee.learn(party, "") is None
    assert payee.learn(party, "onbekend") is None
    assert payee.learn(party, IBAN) is None
    told = payee.learn(party, OTHER_IBAN)
    assert told is not None
    assert (told.origin, told.state) == (Origin.INVOICE, "waiting")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("UPDATE payee SET looked_by = entered_by, looked_at = entered_at WHERE state = 'waiting'", "by_another"),
        ("UPDATE payee SET state = 'standing' WHERE state = 'waiting'", "(second_look|UNIQUE|unique)"),
        ("UPDATE payee SET iban = 'NL91ABNA0417164300'", "paying_out:payee"),
        ("UPDATE payee SET entered_by = 'login:9' WHERE state = 'waiting'", "paying_out:payee"),
        ("DELETE FROM payee", "paying_out:payee"),
        (
            "INSERT INTO payee (party_id, iban, holder, origin, changed, state, entered_at, entered_by) SELECT"
            " party_id, 'NL91ABNA0417164300', holder, origin, changed, 'past', entered_at, 'x' FROM payee"
            " WHERE state = 'standing'",
            "paying_out:second_look",
        ),
        (
            "INSERT INTO payee (party_id, iban, holder, origin, changed, state, entered_at, entered_by) SELECT"
            " party_id, 'NL91ABNA0417164300', holder, origin, changed, 'standing', entered_at, 'x' FROM payee"
            " WHERE state = 'standing'",
            "(paying_out:second_look|UNIQUE)",
        ),
    ],
)
def test_the_database_holds_to_the_second_look(session: Session, change: str, rule: str) -> None:
    changed(supplier())
    session.commit()
    with pytest.raises(DBAPIError, match=rule):
        session.execute(text(change))
    session.rollback()
