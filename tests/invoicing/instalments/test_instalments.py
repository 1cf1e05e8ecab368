"""Who cannot pay at once pays in parts: agreed by a person, in peace while it is kept, and seen when it is not."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coop import clock, mail
from coop.database import db
from coop.money import Money
from coop.permission import Role
from invoicing import payment
from invoicing.credit import credit
from invoicing.direct_debit.proposal import proposal as to_collect
from invoicing.instalments import keeping, plan
from invoicing.instalments.agreeing import ChangedMeanwhile, Every, NotInParts, StandsAlready, agree, in_parts
from invoicing.instalments.plan import AlreadyOver, InstalmentPlan, Over
from invoicing.invoice import by_number
from invoicing.online.link import token_of
from invoicing.reminders.proposal import proposals
from invoicing.reminders.step import Step
from members.party import Party
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import invoiced, signed
from tests.members.cast import person

SignIn = Callable[..., FlaskClient]
TODAY = date(2026, 3, 30)
FIRST = date(2026, 4, 30)


@pytest.fixture(autouse=True)
def ali(app: Flask) -> Iterator[Party]:
    """A resident with two invoices of together € 100,00, both overdue."""
    with clock.at(TODAY):
        wijk()
        ali = person("Ali Demir", email="ali@example.org")
        invoiced(ali, 6000, on=date(2026, 2, 2))
        invoiced(ali, 4000, on=date(2026, 3, 2))
        yield ali


def agreed(ali: Party, count: int = 3) -> InstalmentPlan:
    """A plan for all of it, from the end of April on."""
    return agree(ali, count, FIRST, Every.MONTH, seen=Money(10000))


def pay(cents: int, number: str = "2026-0001") -> None:
    """Something came in today."""
    payment.book(by_number(number), clock.today(), Money(cents))


@given(st.integers(2, 10**9), st.integers(2, 24), st.sampled_from(Every))
def test_every_cent_is_given_away_in_parts_that_are_alike(cents: int, count: int, every: Every) -> None:
    with clock.at(TODAY):
        if cents < count:
            return
        parts = in_parts(Money(cents), count, FIRST, every)
    amounts = [part.amount.cents for part in parts]
    assert (sum(amounts), len(parts)) == (cents, count)
    assert max(amounts) - min(amounts) <= 1
    days = [part.due_on for part in parts]
    assert days == sorted(set(days))
    assert days[0] == FIRST


def test_a_month_that_has_no_such_day_takes_its_last() -> None:
    parts = in_parts(Money(10000), 3, date(2026, 12, 31), Every.MONTH)
    assert [part.due_on for part in parts] == [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]


@pytest.mark.parametrize(("count", "first_on"), [(1, FIRST), (25, FIRST), (3, TODAY - timedelta(days=1))])
def test_one_part_too_many_or_the_past_is_no_plan(ali: Party, count: int, first_on: date) -> None:
    with pytest.raises(NotInParts):
        agree(ali, count, first_on, Every.MONTH, seen=Money(10000))


def test_what_was_seen_is_what_is_agreed(ali: Party) -> None:
    pay(1000)
    with pytest.raises(ChangedMeanwhile):
        agreed(ali)


def test_the_customer_gets_it_in_words(ali: Party) -> None:
    agreed(ali)
    [letter] = mail.about(f"party:{ali.id}")
    told = letter.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "- do 30 apr 2026: € 33,34" in told
    assert "2026-0001, 2026-0002" in told


def test_while_it_is_kept_nobody_is_reminded_and_nothing_is_debited(ali: Party) -> None:
    assert proposals(TODAY)[0].step == Step.FRIENDLY
    signed(ali)
    agreed(ali)
    assert proposals(FIRST + keeping.GRACE) == []
    assert {one.why for one in to_collect(FIRST).left_out} == {"wordt in termijnen betaald"}


def test_a_missed_part_is_seen_and_reminded_of(ali: Party) -> None:
    agreed(ali)
    late = FIRST + keeping.GRACE + timedelta(days=1)
    [one] = proposals(late)
    assert one.missed is not None
    assert (one.missed.due_on, one.step) == (FIRST, Step.FRIENDLY)


def test_what_comes_in_covers_the_parts_from_the_first_on(ali: Party) -> None:
    made = agreed(ali)
    pay(5000)
    assert [part.left for part in keeping.progress(made).parts] == [Money.zero(), Money(1667), Money(3333)]
    assert proposals(FIRST + timedelta(days=20)) == []


def test_a_credit_note_counts_as_well(ali: Party) -> None:
    made = agreed(ali)
    credit("2026-0002", "Niet gedaan.")
    assert keeping.progress(made).left == Money(6000)


def test_a_payment_that_is_undone_opens_its_part_again(ali: Party) -> None:
    made = agreed(ali)
    pay(5000)
    payment.undo(payment.payments_of(by_number("2026-0001"))[0], TODAY)
    assert keeping.progress(made).left == Money(10000)


def test_a_new_invoice_is_not_in_the_plan(ali: Party) -> None:
    agreed(ali)
    invoiced(ali, 2000, on=date(2026, 3, 10))
    [one] = proposals(date(2026, 4, 5))
    assert [item.number for item in one.items] == ["2026-0003"]


def test_a_customer_has_one_plan_at_a_time_and_a_new_one_when_it_is_paid(ali: Party) -> None:
    first = agreed(ali)
    with pytest.raises(StandsAlready):
        agreed(ali)
    pay(6000)
    pay(4000, "2026-0002")
    invoiced(ali, 3000, on=date(2026, 3, 2))
    second = agree(ali, 2, FIRST, Every.WEEK, seen=Money(3000))
    assert (first.ended_why, plan.standing_of(ali.id)) == ("paid", second)


def test_a_plan_that_was_stopped_holds_nobody_back(ali: Party) -> None:
    made = agreed(ali)
    made.end(Over.STOPPED, TODAY)
    assert proposals(TODAY)[0].step == Step.FRIENDLY
    with pytest.raises(AlreadyOver):
        made.end(Over.STOPPED, TODAY)


@pytest.mark.parametrize("table", ["instalment_part", "planned_invoice"])
def test_what_was_agreed_never_changes(ali: Party, table: str) -> None:
    agreed(ali)
    with pytest.raises(IntegrityError, match="instalment:kept"):
        db.session.execute(text(f"UPDATE {table} SET amount = 1"))
    db.session.rollback()


def test_the_treasurer_works_it_out_agrees_and_stops_it(sign_in: SignIn, ali: Party) -> None:
    browser = sign_in(Role.TREASURER)
    here = f"/regelingen/klant/{ali.id}"
    assert here in browser.get(f"/herinneringen/klant/{ali.id}/pauze").text
    form = {"count": "4", "first_on": str(FIRST), "every": "month", "seen": "100,00"}
    worked = browser.post(here, data={**form, "reckon": "1"}).text.replace("\N{NO-BREAK SPACE}", " ")
    assert worked.count("€ 25,00") == 4
    assert "Kies 2 tot 24 termijnen." in browser.post(here, data={**form, "count": "1"}).text
    assert browser.post(here, data={**form, "seen": "90,00"}).status_code == 422
    made = browser.post(here, data=form)
    assert made.status_code == 303
    assert browser.get(here).location == made.location
    assert "komt nog" in browser.get(made.location).text
    assert "loopt" in browser.get("/regelingen").text
    assert browser.post(f"{made.location}/einde").status_code == 303
    assert browser.post(f"{made.location}/einde").status_code == 409
    assert "gestopt" in browser.get("/regelingen").text


def test_a_missed_part_stands_in_words_with_the_treasurer(sign_in: SignIn, ali: Party) -> None:
    made = agreed(ali)
    with clock.at(FIRST + timedelta(days=10)):
        browser = sign_in(Role.TREASURER)
        assert "termijn van do 30 apr 2026 gemist: bel eerst" in browser.get("/herinneringen").text
        assert "Bel eerst." in browser.get(f"/regelingen/{made.id}").text
        assert "termijn gemist" in browser.get("/regelingen").text


def test_the_pay_page_asks_the_next_part(client: FlaskClient, ali: Party) -> None:
    agreed(ali)
    page = client.get(f"/betalen/{token_of('2026-0001')}").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "in termijnen betaalt" in page
    assert "<dt>Bedrag</dt><dd>€ 33,34</dd>" in page
    assert "voorbij" not in page
    with clock.at(FIRST + timedelta(days=10)):
        assert "Er is een termijn nog niet binnen" in client.get(f"/betalen/{token_of('2026-0001')}").text


def test_only_who_books_payments_agrees(sign_in: SignIn, ali: Party) -> None:
    assert sign_in(Role.COORDINATOR).get(f"/regelingen/klant/{ali.id}").status_code == 403
