"""Disputes and returns: the invoice is open again, everybody who has to know knows, and won is paid again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import clock, mail
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.mail import Mail
from coop.money import Money
from coop.permission import Role
from invoicing import billing_run
from invoicing.direct_debit.proposal import proposal
from invoicing.invoice import by_number
from invoicing.online import checking, dispute
from invoicing.online.dispute import Dispute
from invoicing.online.holding import holding
from invoicing.online.stand_in import disputes
from invoicing.open_items import open_item
from invoicing.payment import payments_of
from invoicing.reminders import sending
from invoicing.reminders.proposal import proposals
from invoicing.reminders.step import Step
from members import party
from tests.invoicing.cast import done_job, service
from tests.invoicing.direct_debit.cast import signed
from tests.invoicing.online.conftest import TODAY, Desk

SignIn = Callable[..., FlaskClient]
LATE = TODAY + timedelta(days=40)


def _amounts(number: str = "2026-0001") -> list[int]:
    db.session.rollback()
    return [paid.amount.cents for paid in payments_of(by_number(number))]


def _state() -> str:
    db.session.rollback()
    return db.session.scalars(select(Dispute.state)).one()


def _late() -> list[tuple[Step | None, bool]]:
    db.session.rollback()
    return [(one.step, one.disputed) for one in proposals(LATE)]


def test_a_disputed_card_payment_is_open_again_and_nobody_is_reminded_of_it(desk: Desk) -> None:
    disputes.open_one(desk.account, desk.pay("card"))
    desk.bring_new()
    assert (_amounts(), _state()) == ([5000, -5000], "disputed")
    assert open_item("2026-0001").open == Money(5000)
    assert _late() == [(None, True)]
    with clock.at(LATE), pytest.raises(sending.NothingToSend):
        sending.send()


def test_nobody_collects_by_mandate_what_the_bank_still_has_to_decide(desk: Desk) -> None:
    quarrel = disputes.open_one(desk.account, desk.pay("card"))
    desk.bring_new()
    signed(party.find(by_number("2026-0001").party_id))
    [left_out] = proposal(LATE).left_out
    assert (left_out.item.number, left_out.why) == ("2026-0001", "betwist: de bank moet nog beslissen")
    disputes.close(desk.account, quarrel, won=False)
    desk.bring_new()
    assert [ready.item.number for ready in proposal(LATE).ready] == ["2026-0001"]


def test_what_is_late_beside_it_is_still_reminded_of(desk: Desk) -> None:
    disputes.open_one(desk.account, desk.pay("card"))
    desk.bring_new()
    customer = party.find(by_number("2026-0001").party_id)
    done_job(customer, service("klus"), date(2026, 11, 20), 1000)
    billing_run.confirm(TODAY)
    db.session.commit()
    assert sorted(_late(), key=str) == [(Step.FRIENDLY, False), (None, True)]


def test_a_dispute_that_is_won_is_paid_again_and_its_fee_is_a_cost(desk: Desk) -> None:
    quarrel = disputes.open_one(desk.account, desk.pay("card"))
    desk.bring_new()
    disputes.close(desk.account, quarrel, won=True)
    desk.bring_new()
    assert (_amounts(), _state()) == ([5000, -5000, 5000], "won")
    assert _late() == []
    found, _ = checking.check(clock.now() - checking.LOOK_BACK)
    assert found.is_clean
    assert (balance(chart.BANK_COSTS), balance(chart.SUSPENSE)) == (Money(100 + 2000), Money.zero())


def test_a_dispute_that_is_lost_stays_open_and_is_reminded_of(desk: Desk) -> None:
    quarrel = disputes.open_one(desk.account, desk.pay("card"))
    desk.bring_new()
    disputes.close(desk.account, quarrel, won=False)
    desk.bring_new()
    assert (_amounts(), _state()) == ([5000, -5000], "lost")
    assert _late() == [(Step.FRIENDLY, False)]


def test_a_direct_debit_that_comes_back_weeks_later_can_be_paid_again(desk: Desk) -> None:
    intent = desk.pay("sepa_debit")
    desk.account.settle(intent)
    desk.bring_new()
    with clock.at(TODAY + timedelta(weeks=7)):
        disputes.open_one(desk.account, intent, "insufficient_funds")
        desk.bring_new()
        assert (_amounts(), _state()) == ([5000, -5000], "lost")
        page = desk.page()
        assert "Je bank heeft je betaling teruggehaald" in page
        assert "Online betalen" in page
        desk.pay("ideal")
        desk.bring_new()
        assert "Bedankt" in desk.page()
    found, _ = checking.check(clock.now() - checking.LOOK_BACK)
    assert (found.is_clean, holding().there) == (True, Money(5000 - 29 - 35 - 750))


def test_what_is_heard_again_late_changes_nothing(desk: Desk) -> None:
    quarrel = disputes.open_one(desk.account, desk.pay("card"))
    desk.bring_new()
    disputes.close(desk.account, quarrel, won=True)
    for event in reversed(desk.account.events):
        assert (desk.bring(event), desk.bring(event)) == (204, 204)
    assert (_amounts(), _state()) == ([5000, -5000, 5000], "won")


def test_what_was_won_before_anybody_heard_of_it_was_always_paid(desk: Desk) -> None:
    quarrel = disputes.open_one(desk.account, desk.pay("card"))
    disputes.close(desk.account, quarrel, won=True)
    for event in reversed(desk.account.events):
        assert desk.bring(event) == 204
    assert (_amounts(), _state()) == ([5000], "won")
    found, _ = checking.check(clock.now() - checking.LOOK_BACK)
    assert found.is_clean


def test_a_dispute_that_no_event_told_of_is_found_by_the_daily_check(desk: Desk) -> None:
    intent = desk.pay("card")
    desk.bring_new()
    disputes.open_one(desk.account, intent)
    found, _ = checking.check(clock.now() - checking.LOOK_BACK)
    assert (found.is_clean, _amounts(), _state()) == (True, [5000, -5000], "disputed")


def test_so_is_one_about_a_payment_of_more_than_a_year_ago(desk: Desk) -> None:
    intent = desk.pay("sepa_debit")
    desk.account.settle(intent)
    desk.bring_new()
    with clock.at(TODAY + timedelta(days=390)):
        disputes.open_one(desk.account, intent, "debit_not_authorized")
        found, compared = checking.check(clock.now() - checking.LOOK_BACK)
        assert (found.is_clean, len(compared), _amounts(), _state()) == (True, 0, [5000, -5000], "lost")


def test_a_question_of_the_bank_takes_nothing(desk: Desk) -> None:
    quarrel = disputes.open_one(desk.account, desk.pay("card"))
    quarrel |= {"status": "warning_needs_response", "balance_transactions": []}
    desk.bring_new()
    assert (_amounts(), _state()) == ([5000], "asked")


def test_the_treasurer_is_told_once_with_the_reason_and_the_last_day(desk: Desk, sign_in: SignIn) -> None:
    disputes.open_one(desk.account, desk.pay("card"), "unrecognized")
    desk.bring_new()
    [told] = [one for one in mail.about("invoice:2026-0001") if one.to == "hallo@example.org"]
    assert "de klant herkent de betaling niet" in told.text
    assert "uiterlijk di 15 dec 2026" in told.text
    assert "Fatima" not in told.subject + told.text
    browser = sign_in(Role.TREASURER)
    for address in ("/facturen/2026-0001", "/betaalprovider"):
        page = browser.get(address).text
        assert "de klant herkent de betaling niet" in page
        assert "15 dec 2026" in page
    with clock.at(LATE):
        assert "wacht tot de bank beslist" in sign_in(Role.TREASURER).get("/herinneringen").text
    assert "hoef je niets te doen" in desk.page()
    assert db.session.scalar(select(Mail.id).where(Mail.subject.contains("Herinnering"))) is None


def test_every_reason_that_the_provider_gives_is_said_in_words(desk: Desk) -> None:
    assert dispute.reason_in_words("fraudulent") != dispute.reason_in_words("general")
    assert dispute.reason_in_words("iets_nieuws") == "de bank zegt niet waarom"
