"""Payouts of the provider: split into what came, went back and cost, and waited for at the bank, once."""

from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from coop import clock, mail, outbox
from coop.database import db
from coop.ledger import chart, journal
from coop.ledger.balance import balance
from coop.ledger.posting import Line, Posting, post
from coop.ledger.verify import verify
from coop.money import Money
from invoicing.bank.awaited import Awaited
from invoicing.online import checking, provider_line
from invoicing.online.holding import Holding, holding
from invoicing.online.provider_line import ProviderLine
from invoicing.online.provider_payout import ProviderPayout, find, payouts
from invoicing.online.stand_in import holdings
from tests.invoicing.online.conftest import TODAY, Desk

NET = 5000 - 29  # iDEAL costs € 0,29


def _awaited() -> list[tuple[int, str, bool]]:
    db.session.rollback()
    rows = db.session.scalars(select(Awaited).order_by(Awaited.id))
    return [(row.amount.cents, row.account, row.dropped_on is not None) for row in rows]


def _banked(cents: int) -> None:
    """The bank told of it, and its line was matched."""
    lines = [Line(chart.BANK, cents), Line(chart.PAYMENT_PROVIDER, -cents)]
    post([Posting(journal.BANK, TODAY, f"bank_line:{cents}", "Bankregel", lines)])
    db.session.commit()


def test_a_payout_books_its_cost_and_is_waited_for_at_the_bank(desk: Desk) -> None:
    desk.pay()
    payout = holdings.pay_out(desk.account)
    desk.bring_new()
    assert _awaited() == [(NET, chart.PAYMENT_PROVIDER, False)]
    assert balance(chart.BANK_COSTS) == Money(29)
    assert holding() == Holding(Money.zero(), Money(NET))
    holdings.arrive(desk.account, payout)
    desk.bring_new()
    assert find(payout["id"]).state == "paid"
    assert db.session.scalars(select(Awaited.reference)).all() == [payout["trace_id"]["value"]]
    _banked(NET)
    assert balance(chart.PAYMENT_PROVIDER) == Money.zero()
    assert verify().first_fault is None


def test_a_payout_is_split_into_what_came_went_back_and_cost(desk: Desk) -> None:
    intent = desk.pay("card")
    desk.account.refund({"payment_intent": intent["id"], "amount": "2000"})
    payout = holdings.pay_out(desk.account)
    desk.bring_new()
    lines = provider_line.lines_of(payout["id"])
    assert sorted((line.part, line.amount.cents, line.cost.cents) for line in lines) == [
        ("back", -2000, 0),
        ("came", 5000, 100),
    ]
    assert sum(line.net.cents for line in lines) == find(payout["id"]).amount.cents == 2900
    assert provider_line.lines_of(None) == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_whatever_the_order_and_however_often_a_payout_is_booked_once(desk: Desk, order: tuple[int, ...]) -> None:
    desk.pay()
    before = len(desk.account.events)
    holdings.arrive(desk.account, holdings.pay_out(desk.account))
    events = [*desk.account.events[before:], desk.account.events[before - 1]]
    assert [event["type"] for event in events] == ["payout.created", "payout.paid", "checkout.session.completed"]
    db.session.commit()
    for place in order:
        assert (desk.bring(events[place]), desk.bring(events[place])) == (204, 204)
    assert _awaited() == [(NET, chart.PAYMENT_PROVIDER, False)]
    assert (balance(chart.BANK_COSTS), balance(chart.SUSPENSE)) == (Money(29), Money.zero())
    assert holding() == Holding(Money.zero(), Money(NET))


def test_a_payout_that_failed_is_not_waited_for_and_goes_with_the_next(desk: Desk) -> None:
    desk.pay()
    first = holdings.pay_out(desk.account)
    desk.bring_new()
    holdings.fail(desk.account, first)
    desk.bring_new()
    assert _awaited() == [(NET, chart.PAYMENT_PROVIDER, True)]
    assert holding() == Holding(Money(NET), Money.zero())
    for event in desk.account.events:
        assert desk.bring(event) == 204  # heard again, late
    holdings.pay_out(desk.account)
    desk.bring_new()
    assert _awaited() == [(NET, chart.PAYMENT_PROVIDER, True), (NET, chart.PAYMENT_PROVIDER, False)]
    assert balance(chart.BANK_COSTS) == Money(29)


def test_money_of_nothing_that_we_know_stands_apart_until_somebody_looks(desk: Desk) -> None:
    desk.pay()
    other = {"price_data": {"currency": "eur", "unit_amount": "900"}}
    asked = {"mode": "payment", "success_url": "x", "line_items": {"0": other}}
    desk.account.pay(desk.account.open_session(asked), "ideal")
    holdings.pay_out(desk.account)
    desk.bring_new()
    assert (balance(chart.SUSPENSE), balance(chart.BANK_COSTS)) == (Money(-900), Money(58))
    assert holding() == Holding(Money.zero(), Money(5900 - 58))


def test_the_daily_check_reads_what_no_event_told(desk: Desk) -> None:
    desk.pay()
    holdings.pay_out(desk.account)
    desk.pay_another()
    db.session.commit()
    found, _ = checking.check(clock.now() - checking.LOOK_BACK)
    assert (found.theirs, found.ours, found.is_clean) == (Money(NET), Money(NET), True)
    assert [one.amount for one in payouts()] == [Money(NET)]
    assert [line.part for line in provider_line.lines_of(None)] == ["came"]


def test_what_the_provider_has_otherwise_is_told(desk: Desk) -> None:
    desk.pay()
    desk.bring_new()
    found, _ = checking.check(clock.now() - checking.LOOK_BACK)
    assert found.is_clean
    line = desk.account.all_of("balance_transaction")[0]
    line["net"] -= 100
    found, _ = checking.check(clock.now() - checking.LOOK_BACK)
    assert (found.difference, found.is_clean) == (Money(-100), False)


def test_the_treasurer_hears_of_a_difference_once_when_it_is_new(desk: Desk) -> None:
    desk.pay()
    desk.app.config["ADDRESS"] = "https://wijk.example.org"
    for day, cents in ((0, 0), (1, 100), (2, 0), (3, -100), (4, 100)):
        desk.account.all_of("balance_transaction")[0]["net"] -= cents
        with clock.at(TODAY + timedelta(days=day)):
            checking.each_day(clock.today())
            db.session.commit()
            outbox.work()
    mails = mail.about("provider_check")
    assert [clock.local(one.made_at).date().day for one in mails] == [2, 5]
    assert "https://wijk.example.org/betaalprovider" in mails[0].text


def test_many_lines_are_read_page_by_page(desk: Desk) -> None:
    intent = desk.pay()
    for _ in range(120):
        desk.account.refund({"payment_intent": intent["id"], "amount": "1"})
    found, _ = checking.check(clock.now() - checking.LOOK_BACK)
    assert found.is_clean
    assert len(provider_line.lines_of(None)) == 121


def test_what_the_provider_told_never_changes(desk: Desk) -> None:
    desk.pay()
    holdings.pay_out(desk.account)
    desk.bring_new()
    changes = [
        update(ProviderLine).values(fee=Money(1)),
        update(ProviderLine).values(payout_id=None),
        delete(ProviderLine),
        update(ProviderPayout).values(state="lost"),
    ]
    for change in changes:
        with pytest.raises(DBAPIError):
            db.session.execute(change)
        db.session.rollback()
