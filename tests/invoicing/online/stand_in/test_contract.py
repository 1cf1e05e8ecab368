"""What the house counts on at the provider: the same of the stand-in and of Stripe's own test mode.

The house asks by its own door, so that what is tried is what is used.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import stripe
from flask import Flask
from stripe import StripeClient

from coop import clock
from coop.money import Money
from invoicing.online import door, provider, provider_account
from invoicing.online.checkout import State
from invoicing.online.provider_account import SeenLine
from tests.invoicing.online.stand_in import either

LINE = {"price_data": {"currency": "eur", "unit_amount": 5000, "product_data": {"name": "Factuur"}}, "quantity": 1}
ASKED = {"mode": "payment", "line_items": [LINE], "success_url": "https://example.org/klaar"}
HERE = "https://example.org/betalen"


@pytest.fixture(params=either.NAMES, autouse=True)
def _reached(app: Flask, request: pytest.FixtureRequest) -> Iterator[None]:
    with either.reached(app, request.param):
        yield


def _begun(key: str | None = None, cents: int = 5000) -> tuple[str, str]:
    return provider.start("2026-0001", Money(cents), "Factuur 2026-0001", HERE, "a" * 32, key or uuid4().hex)


def _charged(card: str = "pm_card_visa") -> str:
    """A payment of € 50,00 with one of the provider's own cards for trying."""
    ways = {"enabled": True, "allow_redirects": "never"}
    asked = {"amount": 5000, "currency": "eur", "payment_method": card, "confirm": True}
    intent = door.client().v1.payment_intents.create({**asked, "automatic_payment_methods": ways})  # type: ignore[typeddict-item]
    assert (intent.status, intent.amount_received) == ("succeeded", 5000)
    return intent.id


def _line(since: datetime, intent: str, *kinds: str) -> SeenLine:
    def look() -> SeenLine | None:
        lines = provider_account.lines_since(since)
        return next((line for line in lines if line.intent == intent and line.kind in kinds), None)

    return either.eventually(look)


def test_a_session_is_begun_seen_and_closed() -> None:
    session, page = _begun()
    assert page.startswith(door.host())
    seen = provider.look(session)
    assert seen is not None
    assert (seen.state, seen.amount, seen.invoice_number) == (State.OPEN, Money(5000), "2026-0001")
    assert (seen.mark, seen.url, seen.payment, seen.back) == ("a" * 32, page, "", ())
    provider.close(session)
    seen = provider.look(session)
    assert seen is not None
    assert (seen.state, seen.url) == (State.EXPIRED, None)
    with pytest.raises(door.Unreachable):
        provider.close(session)


def test_the_same_key_begins_one_session_and_no_other_amount() -> None:
    key = uuid4().hex
    assert _begun(key) == _begun(key)
    create = door.client().v1.checkout.sessions.create
    key = uuid4().hex
    create(ASKED, {"idempotency_key": key})  # type: ignore[arg-type]
    with pytest.raises(stripe.IdempotencyError):
        create({**ASKED, "client_reference_id": "8"}, {"idempotency_key": key})  # type: ignore[typeddict-item]


def test_what_is_not_there_is_not_seen() -> None:
    assert provider.look("cs_test_nergens") is None
    assert provider_account.payout("po_nergens") is None


@pytest.mark.parametrize(
    "more",
    [{"bedrag": 12}, {"line_items": [{**LINE, "prijs": 5}]}, {"payment_intent_data": {"statement": "x"}}],
    ids=["unknown", "unknown in a list", "unknown in a part"],
)
def test_a_parameter_that_is_not_known_is_refused(more: dict[str, object]) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        door.client().v1.checkout.sessions.create({**ASKED, **more})  # type: ignore[typeddict-item]
    assert (refused.value.http_status, refused.value.code) == (400, "parameter_unknown")


def test_which_ways_to_pay_there_are_is_not_ours_to_say() -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        door.client().v1.checkout.sessions.create({**ASKED, "payment_method_types": ["ideal"]})  # type: ignore[typeddict-unknown-key]
    assert refused.value.http_status == 400


def test_another_key_is_refused() -> None:
    address = door.stand_in()
    addresses: stripe.BaseAddresses | None = {"api": address} if address else None
    stranger = StripeClient("sk_test_ander", base_addresses=addresses, max_network_retries=0)
    with pytest.raises(stripe.AuthenticationError):
        stranger.v1.checkout.sessions.list()


def test_a_payment_is_a_line_of_the_account_with_its_fee() -> None:
    since = clock.now() - timedelta(minutes=1)
    line = _line(since, _charged(), "charge", "payment")
    assert line.amount == Money(5000)
    assert Money.zero() < line.fee < Money(1000)
    assert line.created_at >= since - timedelta(minutes=5)  # the clocks of two machines


def test_no_more_goes_back_than_came_and_what_went_is_a_line() -> None:
    since, intent = clock.now() - timedelta(minutes=1), _charged()
    refunds = door.client().v1.refunds
    refunds.create({"payment_intent": intent, "amount": 2000})
    with pytest.raises(stripe.InvalidRequestError):
        refunds.create({"payment_intent": intent, "amount": 3001})
    refunds.create({"payment_intent": intent})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        refunds.create({"payment_intent": intent})
    assert refused.value.code == "charge_already_refunded"
    assert sorted(refund.amount for refund in refunds.list({"payment_intent": intent}).data) == [2000, 3000]
    assert _line(since, intent, "refund", "payment_refund").amount in {Money(-2000), Money(-3000)}


def test_a_dispute_takes_the_money_and_says_until_when_one_can_answer() -> None:
    since, intent = clock.now() - timedelta(minutes=1), _charged("pm_card_createDispute")
    dispute = either.eventually(
        lambda: next(iter(door.client().v1.disputes.list({"payment_intent": intent}).data), None)
    )
    assert (dispute.amount, dispute.status) == (5000, "needs_response")
    assert dispute.evidence_details.due_by
    line = _line(since, intent, "adjustment")
    assert line.amount == Money(-5000)
    assert line.fee >= Money.zero()


def test_what_stands_on_the_account_and_what_was_paid_out_can_be_asked() -> None:
    assert isinstance(provider_account.held(), Money)
    for payout in provider_account.payouts_since(clock.now() - timedelta(days=90)):
        assert payout.amount
        assert payout.state in {"pending", "in_transit", "paid", "failed", "canceled"}


def test_a_payment_that_was_no_session_of_ours_leads_to_none() -> None:
    assert provider.look_by_payment(_charged()) is None
