"""Reconciling: what was missed is booked, what differs is told, and what agrees is left alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from coop import clock, outbox
from coop.database import db
from coop.money import Money
from coop.outbox import OutboxTask
from invoicing import payment
from invoicing.invoice import by_number
from invoicing.online.checking import TASK, each_day
from invoicing.online.door import Unreachable
from invoicing.online.reconciling import Compared, reconcile
from invoicing.payment import payments_of
from tests.coop.command import runner
from tests.invoicing.online.conftest import TODAY, Desk


def _reconciled() -> list[Compared]:
    db.session.rollback()
    return list(reconcile(clock.now() - timedelta(days=90)))


def test_a_payment_of_which_no_event_came_is_booked(desk: Desk) -> None:
    intent = desk.pay()
    [found] = _reconciled()
    assert (found.there, found.before, found.booked) == (Money(5000), Money.zero(), Money(5000))
    assert not found.differs
    desk.bring_new()
    assert [paid.reference for paid in payments_of(by_number("2026-0001"))] == [intent["id"]]


def test_a_refund_of_which_no_event_came_is_booked(desk: Desk) -> None:
    intent = desk.pay()
    desk.bring_new()
    desk.account.refund({"payment_intent": intent["id"], "amount": "2000"})
    [found] = _reconciled()
    assert (found.there, found.before, found.booked) == (Money(3000), Money(5000), Money(3000))


def test_what_agrees_is_left_alone(desk: Desk) -> None:
    desk.pay()
    desk.bring_new()
    [found] = _reconciled()
    assert found.before == found.booked == found.there


def test_a_payment_that_was_undone_by_hand_is_told(desk: Desk) -> None:
    desk.pay()
    desk.bring_new()
    payment.undo(payments_of(by_number("2026-0001"))[0], TODAY)
    db.session.commit()
    [found] = _reconciled()
    assert found.differs
    assert (found.there, found.booked) == (Money(5000), Money.zero())


def test_money_that_the_provider_does_not_know_is_told(desk: Desk) -> None:
    desk.pay()
    desk.bring_new()
    desk.account.things.clear()
    [found] = _reconciled()
    assert found.differs
    assert found.there is None


def test_while_the_provider_is_down_nothing_is_concluded(desk: Desk) -> None:
    desk.pay()
    desk.app.config["STRIPE_ADDRESS"] = "http://127.0.0.1:9"
    with pytest.raises(Unreachable):
        _reconciled()
    assert payments_of(by_number("2026-0001")) == []


def test_each_day_what_was_missed_is_booked_by_the_worker(desk: Desk) -> None:
    desk.pay()
    each_day(TODAY)
    each_day(TODAY)
    db.session.commit()
    outbox.work()
    assert [paid.amount for paid in payments_of(by_number("2026-0001"))] == [Money(5000)]
    tasks = select(OutboxTask.state).where(OutboxTask.kind == TASK)
    assert db.session.scalars(tasks).all() == ["done"]


def test_while_the_provider_is_down_the_worker_tries_again_later(desk: Desk) -> None:
    desk.pay()
    each_day(TODAY)
    db.session.commit()
    address, desk.app.config["STRIPE_ADDRESS"] = desk.app.config["STRIPE_ADDRESS"], "http://127.0.0.1:9"
    outbox.work()
    assert payments_of(by_number("2026-0001")) == []
    desk.app.config["STRIPE_ADDRESS"] = address
    with clock.at(clock.now() + timedelta(hours=1)):
        outbox.work()
    assert [paid.amount for paid in payments_of(by_number("2026-0001"))] == [Money(5000)]


def test_a_house_without_a_provider_has_nothing_to_do_each_day(desk: Desk) -> None:
    desk.app.config["STRIPE_KEY"] = ""
    each_day(TODAY)
    assert db.session.scalar(select(OutboxTask.id).where(OutboxTask.kind == TASK)) is None


def test_the_command_says_what_it_booked_and_ends_badly_only_when_something_differs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coop = runner(desk.app, monkeypatch, capsys)
    desk.pay()
    db.session.commit()
    answer = coop("payments reconcile")
    assert (answer.code, answer.err) == (0, "")
    assert "50,00" in answer.out
    db.session.rollback()
    payment.undo(payments_of(by_number("2026-0001"))[0], TODAY)
    db.session.commit()
    answer = coop("payments reconcile")
    assert answer.code == 1
    assert "zeggen de boeken iets anders" in answer.err
