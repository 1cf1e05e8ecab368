"""A request: made line by line, only sent when it closes, kept from then on, and granted whole, in part or not."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coop import clock
from coop.database import db
from coop.ledger.balance import balance
from coop.ledger.verify import verify
from coop.money import Money
from invoicing.grants import asking, lines
from invoicing.grants.asking import DoesNotClose
from invoicing.grants.grant import WrongGrant
from invoicing.grants.lines import NoLonger, WrongLine
from invoicing.grants.request import GrantRequest, RequestState, find, of_grant
from tests.invoicing.cast import wijk
from tests.invoicing.grants.cast import a_request

TODAY = date(2025, 11, 3)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk()
        yield


def test_a_request_that_closes_is_sent_with_what_each_activity_gets() -> None:
    made = a_request()
    assert (made.layout.costs, made.layout.cover, made.layout.missing) == (
        Money(1_200_000),
        Money(1_000_000),
        Money.zero(),
    )
    asking.send(made, TODAY)
    assert (made.state, made.sent_on) == (RequestState.SENT, TODAY)
    assert [activity.requested for activity in made.activities] == [Money(400_000), Money(400_000)]


def test_one_that_does_not_close_is_refused_by_us_and_by_the_database() -> None:
    made = a_request(requested=799_999)
    with pytest.raises(DoesNotClose, match="0,01 dekking nodig"):
        asking.send(made, TODAY)
    asking.change(made, made.purpose, Money(800_001), made.begin, made.end)
    with pytest.raises(DoesNotClose, match="0,01 meer dekking"):
        asking.send(made, TODAY)
    with pytest.raises(IntegrityError, match="grants:closes"):
        db.session.execute(text("UPDATE grant_request SET state = 'sent', sent_on = '2025-11-03'"))


def test_what_was_typed_for_activities_must_be_the_whole() -> None:
    made = a_request()
    first, second = (activity.id for activity in made.activities)
    with pytest.raises(WrongLine):
        lines.share(made, {first: Money(-1)})
    lines.share(made, {first: Money(300_000), second: Money(300_000)})
    with pytest.raises(DoesNotClose, match="per activiteit"):
        asking.send(made, TODAY)
    lines.share(made, {second: None})
    asking.send(made, TODAY)
    assert [activity.requested for activity in made.activities] == [Money(300_000), Money(500_000)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE grant_cost SET text = 'Iets anders'",
        "DELETE FROM grant_cover",
        "UPDATE grant_activity SET requested = 1",
        "INSERT INTO grant_cover (id, request_id, position, kind, text, amount, granted) "
        "VALUES (99, 1, 9, 'own', 'x', 5, false)",
        "UPDATE grant_request SET requested = 5",
        "DELETE FROM grant_request",
    ],
)
def test_the_database_keeps_what_was_sent(change: str) -> None:
    made = a_request()
    asking.send(made, TODAY)
    with pytest.raises(NoLonger):
        lines.add_activity(made, "Nog iets")
    with pytest.raises(IntegrityError):
        db.session.execute(text(change))


def test_a_line_needs_words_and_an_amount_or_hours_with_a_rate() -> None:
    made = a_request()
    for facts in ({}, {"amount": Money.zero()}, {"minutes": 60}, {"rate": Money(100)}):
        with pytest.raises(WrongLine):
            lines.add_cost(made.activities[0], "Iets", **facts)  # type: ignore[arg-type]
    line = lines.add_cost(made.activities[0], "Koken", minutes=50, rate=Money(1999))
    assert line.amount == Money(1666)  # 1665,83 half up, as the database works it out too


def test_lines_can_be_taken_away_while_it_is_a_draft() -> None:
    made = a_request()
    lines.remove(made, "cover", made.covers[0].id)
    lines.remove(made, "cost", made.activities[0].lines[0].id)
    lines.remove(made, "activity", made.activities[1].id)
    assert (made.layout.costs, made.layout.income) == (Money.zero(), Money.zero())


def test_granted_in_full_it_becomes_a_grant_in_the_books() -> None:
    made = a_request()
    asking.send(made, TODAY)
    given = asking.grant_it(made, TODAY, Money(800_000), reference="WEB-1")
    assert (made.state, of_grant(given.id), given.reference) == (RequestState.GRANTED, made, "WEB-1")
    assert (balance("13201"), balance("17290")) == (Money(800_000), Money(-800_000))
    assert [activity.granted for activity in made.activities] == [Money(400_000), Money(400_000)]
    assert verify().first_fault is None
    with pytest.raises(NoLonger):
        asking.grant_it(made, TODAY, Money(1))


def test_granted_in_part_asked_and_granted_stay_apart() -> None:
    made = a_request()
    asking.send(made, TODAY)
    asking.grant_it(made, TODAY, Money(500_001), shares=[Money(100_000), None])
    assert made.state == RequestState.PARTLY
    told = [(activity.requested, activity.granted) for activity in made.activities]
    assert told == [(Money(400_000), Money(100_000)), (Money(400_000), Money(400_001))]
    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE grant_activity SET granted = 5"))


def test_no_more_is_granted_than_was_asked() -> None:
    made = a_request()
    asking.send(made, TODAY)
    with pytest.raises(WrongGrant, match=r"hoogstens € 8\.000,00"):
        asking.grant_it(made, TODAY, Money(800_001))
    with pytest.raises(DoesNotClose):
        asking.grant_it(made, TODAY, Money(500_000), shares=[Money(100_000), Money(100_000)])


def test_it_can_be_refused_withdrawn_or_made_a_draft_again() -> None:
    for verb, state in ((asking.decline, "refused"), (asking.withdraw, "withdrawn")):
        made = a_request()
        asking.send(made, TODAY)
        verb(made, TODAY, "Het geld is op.")
        assert (made.state, made.answer, made.decided_on) == (state, "Het geld is op.", TODAY)
        with pytest.raises(NoLonger):
            asking.reopen(made)
    again = a_request()
    asking.send(again, TODAY)
    asking.reopen(again)
    lines.add_cover(again, "own", "Nog wat", Money(1))
    assert find(again.id).is_draft


def test_a_request_begins_as_a_draft() -> None:
    made = a_request()
    with pytest.raises(IntegrityError, match="grants:sent"):
        db.session.execute(
            text("UPDATE grant_request SET state = 'refused', sent_on = '2025-11-03', decided_on = '2025-11-03'")
        )
    db.session.rollback()
    assert db.session.get(GrantRequest, made.id) is None
