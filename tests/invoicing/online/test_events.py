"""What the provider tells, in any order and more than once, gives each payment and each refund once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest
from sqlalchemy import func, select

from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from invoicing.credit import credit
from invoicing.invoice import by_number
from invoicing.online.hearing import ProviderEvent
from invoicing.online.stand_in import disputes, holdings
from invoicing.online.stand_in.register import Thing
from invoicing.open_items import open_item
from invoicing.payment import payments_of
from tests.invoicing.cast import draft_line, issued
from tests.invoicing.online.conftest import Desk
from tests.members.cast import person


def _amounts(number: str = "2026-0001") -> list[int]:
    db.session.rollback()
    return [paid.amount.cents for paid in payments_of(by_number(number))]


def _state() -> str:
    db.session.rollback()
    return open_item("2026-0001").state(by_number("2026-0001").issued_on)


def test_a_payment_closes_its_invoice_and_stands_on_the_clearing_account(desk: Desk) -> None:
    intent = desk.pay()
    desk.bring_new()
    assert _state() == "paid"
    assert balance(chart.PAYMENT_PROVIDER) == Money(5000)
    [paid] = payments_of(by_number("2026-0001"))
    assert (paid.way, paid.reference, paid.booked_by) == ("online", intent["id"], "payment provider")


@pytest.mark.slow
def test_every_order_of_the_events_each_twice_gives_one_payment_and_one_refund(
    quick_desk: Desk, pytestconfig: pytest.Config
) -> None:
    def happen(intent: Thing) -> None:
        quick_desk.account.refund({"payment_intent": intent["id"], "amount": "2000"})

    _every_order(quick_desk, pytestconfig, happen, 5, [-2000, 5000])


@pytest.mark.slow
@pytest.mark.parametrize(("won", "left"), [(True, [5000]), (False, [-5000, 5000])], ids=["won", "lost"])
def test_every_order_of_the_events_of_a_dispute_each_twice_ends_the_same(
    quick_desk: Desk, pytestconfig: pytest.Config, won: bool, left: list[int]
) -> None:
    def happen(intent: Thing) -> None:
        begun = len(quick_desk.account.events)
        disputes.close(quick_desk.account, disputes.open_one(quick_desk.account, intent), won=won)
        del quick_desk.account.events[begun - 3 : begun]  # how it was paid is told by the test above

    _every_order(quick_desk, pytestconfig, happen, 4 if won else 3, left, "card")


def _every_order(
    desk: Desk,
    pytestconfig: pytest.Config,
    happen: Callable[[Thing], None],
    count: int,
    left: list[int],
    method: str = "ideal",
) -> None:
    """Let it happen to as many payments as there are orders, and bring the events of each in its order."""
    # What an order leads to is for us to decide, not for the database: on PostgreSQL a tenth of them says enough.
    step = 1 if pytestconfig.getoption("--database") == "sqlite" else 10
    orders = list(permutations(range(count)))[::step]
    customer, heard = person("Klaas Mulder"), 0
    for order in orders:
        invoice = issued(customer, [draft_line(5000)]).number
        happen(desk.pay(method, number=invoice))
        events = desk.account.events[heard:]
        heard += len(events)
        assert len(events) == count
        for place in order:
            assert (desk.bring(events[place]), desk.bring(events[place])) == (204, 204)
            assert sorted(_amounts(invoice)) == left
    assert db.session.scalar(select(func.count()).select_from(ProviderEvent)) == heard
    assert balance(chart.PAYMENT_PROVIDER) == Money(sum(left) * len(orders))


def test_every_order_while_it_happens_gives_one_payment_and_one_refund(desk: Desk) -> None:
    """Some is heard before the refund was made, and again after it, late."""
    intent = desk.pay()
    before: Sequence[Thing] = list(desk.account.events)
    for event in reversed(before):
        assert desk.bring(event) == 204
    assert _amounts() == [5000]
    desk.account.refund({"payment_intent": intent["id"]})
    for event in reversed(desk.account.events):
        assert (desk.bring(event), desk.bring(event)) == (204, 204)
    assert _amounts() == [5000, -5000]
    assert balance(chart.PAYMENT_PROVIDER) == Money.zero()
    assert _state() == "open"


def test_twelve_deliveries_at_the_same_moment_give_one_payment(desk: Desk) -> None:
    desk.pay()
    db.session.commit()
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(desk.bring, desk.account.events * 4))
    assert answers == [204] * 12
    assert _amounts() == [5000]


def test_a_forged_event_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    desk.pay()
    event = desk.account.events[-1]
    assert desk.bring(event, secret="whsec_nagemaakt") == 400
    assert desk.bring(event, moment=1) == 400  # signed once, long ago
    assert desk.app.test_client().post("/betaalprovider/berichten", data=b"{}").status_code == 400
    assert _amounts() == []
    assert db.session.scalar(select(func.count()).select_from(ProviderEvent)) == 0


def test_an_event_that_says_more_than_the_provider_does_is_not_believed(desk: Desk) -> None:
    desk.begin()
    told = {
        "id": "evt_1",
        "object": "event",
        "type": "checkout.session.completed",
        "created": 1,
        "livemode": False,
    }
    paid = {**desk.session(), "payment_status": "paid", "status": "complete"}
    assert desk.bring({**told, "data": {"object": paid}}) == 204
    assert _amounts() == []


def test_a_direct_debit_counts_when_it_is_there(desk: Desk) -> None:
    intent = desk.pay("sepa_debit")
    desk.bring_new()
    assert _amounts() == []
    assert "onderweg" in desk.page()
    desk.account.settle(intent)
    desk.bring_new()
    assert _amounts() == [5000]


def test_a_direct_debit_that_is_refused_can_be_paid_again(desk: Desk) -> None:
    intent = desk.pay("sepa_debit")
    desk.bring_new()
    desk.account.fail(intent)
    desk.bring_new()
    assert "geweigerd" in desk.page()
    desk.pay()
    desk.bring_new()
    assert _amounts() == [5000]


def test_a_refund_that_failed_after_all_is_undone_once(desk: Desk) -> None:
    intent = desk.pay()
    refund = desk.account.refund({"payment_intent": intent["id"], "amount": "2000"})
    desk.bring_new()
    refund["status"] = "failed"
    for event in desk.account.events:
        assert desk.bring({**event, "id": f"{event['id']}_again"}) == 204
    assert _amounts() == [5000, -2000, 2000]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"invoice": "2026-0001", "mark": "of another house"},
        {"invoice": "2026-0001"},
        {"invoice": "2019-0007", "mark": "of another house"},
        {"invoice": "2026-0002", "mark": "of a credit note"},
    ],
    ids=["not of an invoice", "same number", "no mark", "no such number", "a credit note"],
)
def test_what_is_of_another_house_is_kept_and_let_be(desk: Desk, facts: dict[str, str]) -> None:
    credit("2026-0001", "Niet gedaan.", print_now=False)
    other = {"price_data": {"currency": "eur", "unit_amount": "900"}}
    asked = {"mode": "payment", "success_url": "x", "line_items": {"0": other}, "metadata": facts}
    desk.account.pay(desk.account.open_session(asked), "card")
    desk.bring_new()  # each is answered with a 204, so that it is not brought for days
    assert _amounts() == []
    assert db.session.scalar(select(func.count()).select_from(ProviderEvent)) == len(desk.account.events)


def test_what_the_provider_does_not_have_any_more_is_kept_and_let_be(desk: Desk) -> None:
    desk.pay()
    holdings.pay_out(desk.account)
    desk.account.things.clear()
    desk.bring_new()
    assert _amounts() == []
    assert db.session.scalar(select(func.count()).select_from(ProviderEvent)) == len(desk.account.events)


def test_a_house_without_keys_hears_nothing(desk: Desk) -> None:
    desk.pay()
    desk.app.config["STRIPE_KEY"] = ""
    assert desk.bring(desk.account.events[0]) == 404


def test_while_the_provider_does_not_answer_its_event_is_to_be_brought_again(desk: Desk) -> None:
    desk.pay()
    address, desk.app.config["STRIPE_ADDRESS"] = desk.app.config["STRIPE_ADDRESS"], "http://127.0.0.1:9"
    assert desk.bring(desk.account.events[-1]) == 503
    assert _amounts() == []
    desk.app.config["STRIPE_ADDRESS"] = address
    assert desk.bring(desk.account.events[-1]) == 204
    assert _amounts() == [5000]
