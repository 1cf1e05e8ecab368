"""What the stand-in plays beyond its contract: paying on its page, what comes days later, and signed events."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import stripe
from stripe import StripeClient, Webhook

from invoicing.online.stand_in.account import Account
from invoicing.online.stand_in.register import Thing
from invoicing.online.stand_in.serving import LOOPBACK, served
from invoicing.online.stand_in.signed import body_of, signature
from invoicing.online.stand_in.web import StandIn

NOW = 1_796_000_000
LINE = {"price_data": {"currency": "eur", "unit_amount": 5000, "product_data": {"name": "Factuur"}}, "quantity": 1}
ASKED = {
    "mode": "payment",
    "line_items": [LINE],
    "success_url": "http://localhost/klaar",
    "client_reference_id": "7",
}


@dataclass
class Provider:
    """The account, and the SDK that speaks to it over HTTP."""

    account: Account
    client: StripeClient

    def session(self, **more: object) -> stripe.checkout.Session:
        """A new Checkout Session of € 50."""
        return self.client.v1.checkout.sessions.create({**ASKED, **more})  # type: ignore[typeddict-item]

    def paid(self, method: str = "ideal") -> str:
        """The payment of a session that was paid on the page."""
        thing = self.account.find("checkout.session", self.session().id)
        self.account.pay(thing, method)
        return str(thing["payment_intent"])

    def told(self) -> list[str]:
        """The kinds of the events so far."""
        return [event["type"] for event in self.account.events]


@pytest.fixture(scope="module")
def address_and_account() -> Iterator[tuple[str, Account]]:
    made: list[Account] = []

    def make(address: str) -> StandIn:
        made.append(Account(address, lambda: NOW, lambda _event: None))
        return StandIn(made[0], "sk_test_beijum")

    with served(make) as address:
        yield address, made[0]


@pytest.fixture
def provider(address_and_account: tuple[str, Account]) -> Provider:
    address, account = address_and_account
    account.things.clear()
    account.events.clear()
    return Provider(
        account, StripeClient("sk_test_beijum", base_addresses={"api": address}, max_network_retries=0)
    )


def test_it_listens_on_this_machine_only(address_and_account: tuple[str, Account]) -> None:
    assert address_and_account[0].startswith(f"http://{LOOPBACK}:")


def test_ideal_is_there_at_once(provider: Provider) -> None:
    intent = provider.client.v1.payment_intents.retrieve(provider.paid())
    assert (intent.status, intent.amount_received) == ("succeeded", 5000)
    [session] = provider.client.v1.checkout.sessions.list({"payment_intent": intent.id}).data
    assert (session.status, session.payment_status) == ("complete", "paid")
    assert provider.told() == ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


@pytest.mark.parametrize(("end", "status"), [("settle", "succeeded"), ("fail", "requires_payment_method")])
def test_a_direct_debit_is_under_way_until_it_is_there_or_refused(
    provider: Provider, end: str, status: str
) -> None:
    intent = provider.client.v1.payment_intents.retrieve(provider.paid("sepa_debit"))
    assert (intent.status, intent.amount_received) == ("processing", 0)
    getattr(provider.account, end)(provider.account.find("payment_intent", intent.id))
    assert provider.client.v1.payment_intents.retrieve(intent.id).status == status


def test_what_is_under_way_cannot_go_back(provider: Provider) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        provider.client.v1.refunds.create({"payment_intent": provider.paid("sepa_debit")})


def test_its_events_are_signed_as_the_sdk_reads_them(provider: Provider) -> None:
    provider.paid()
    event: Thing = provider.account.events[0]
    body, secret = body_of(event), "whsec_beijum"
    read = Webhook.construct_event(body, signature(body, secret, NOW), secret, tolerance=0)
    assert (read.id, read.type) == (event["id"], "charge.succeeded")
    with pytest.raises(stripe.SignatureVerificationError):
        Webhook.construct_event(body, signature(body, "whsec_ander", NOW), secret, tolerance=0)


def test_the_page_leads_back_after_paying(provider: Provider) -> None:
    from werkzeug.test import Client

    session = provider.session(cancel_url="http://localhost/terug")
    browser = Client(StandIn(provider.account, "sk_test_beijum"))
    page = browser.get(f"/pay/{session.id}").text
    assert "iDEAL | Wero" in page
    assert "€ 50,00" in page
    assert browser.post(f"/pay/{session.id}", data={"method": "ideal"}).location == "http://localhost/klaar"
    assert "gesloten" in browser.get(f"/pay/{session.id}").text
