"""A server killed while it hears the provider: brought again, each payment, refund and payout is there once."""

import http.client
import random
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL

import pytest
from flask import Flask
from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.ledger.verify import verify
from coop.money import Money
from invoicing.bank.awaited import Awaited
from invoicing.invoice import by_number
from invoicing.online import checking
from invoicing.online.beginning import begin
from invoicing.online.hearing import ProviderEvent
from invoicing.online.link import token_of
from invoicing.online.provider_payout import ProviderPayout
from invoicing.online.stand_in import holdings
from invoicing.online.stand_in.account import Account
from invoicing.online.stand_in.register import Thing
from invoicing.online.stand_in.serving import served
from invoicing.online.stand_in.signed import body_of, signature
from invoicing.online.stand_in.web import StandIn
from invoicing.payment import payments_of
from tests.invoicing.cast import draft_line, issued, wijk
from tests.members.cast import person
from tests.stories.web_server import WebServer, web_server

TRIES = 60  # some come when all is answered already
FEW = 3  # events at the same moment, so that they wait for each other
STATEMENTS = 25  # less than these take
KEY, SECRET = "sk_test_beijum", "whsec_beijum"


@dataclass
class Provider:
    """The account that pays, and the way its events go."""

    account: Account
    port: int = 0

    def bring(self, event: Thing) -> int:
        """Bring an event to the server; 0 when it broke off."""
        body = body_of(event)
        headers = {"Stripe-Signature": signature(body, SECRET, int(time.time()))}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST", "/betaalprovider/berichten", body, headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()


@pytest.fixture
def provider(app: Flask) -> Iterator[Provider]:
    made: list[Account] = []

    def make(address: str) -> StandIn:
        made.append(Account(address, lambda: int(time.time()), lambda _event: None))
        return StandIn(made[0], KEY)

    with served(make) as address:
        app.config.update(STRIPE_KEY=KEY, STRIPE_WEBHOOK_SECRET=SECRET, STRIPE_ADDRESS=address)
        wijk()
        db.session.commit()
        yield Provider(made[0])


@pytest.mark.slow
def test_what_a_killed_server_did_not_hear_is_brought_again_and_booked_once(
    app: Flask, kills: int, provider: Provider, tmp_path: Path
) -> None:
    dice, killed, expected = random.Random(), 0, {}  # noqa: S311 - dice
    with web_server(app, tmp_path / "server.log") as server, ThreadPoolExecutor(FEW) as pool:
        provider.port = server.port
        brought = pool.map(provider.bring, _happen(provider, expected)[-FEW:])
        server.answer_in_parent(FEW)
        assert set(brought) == {204}
        began = time.monotonic()
        process = server.start()
        assert set(pool.map(provider.bring, _happen(provider, expected)[-FEW:])) == {204}
        lasts = time.monotonic() - began
        server.kill(process)
        for _ in range(TRIES):
            events = dice.sample(_happen(provider, expected), FEW)
            killed += _kill_while(server, provider, pool, events, dice, lasts)
            if killed >= kills:
                break
        assert killed >= kills
        process = server.start()
        assert set(pool.map(provider.bring, provider.account.events)) == {204}
        assert server.kill(process) == -SIGKILL
    db.session.rollback()
    for number, amounts in expected.items():
        assert sorted(paid.amount.cents for paid in payments_of(by_number(number))) == amounts
    assert db.session.scalar(select(func.count()).select_from(ProviderEvent)) == len(provider.account.events)
    payouts = db.session.scalars(select(ProviderPayout.payout_id)).all()
    assert sorted(payouts) == sorted(payout["id"] for payout in provider.account.all_of("payout"))
    assert sorted(db.session.scalars(select(Awaited.source))) == sorted(f"payout:{key}" for key in payouts)
    found, _ = checking.check(clock.now() - checking.LOOK_BACK)
    assert (found.is_clean, found.theirs) == (True, Money(holdings.held(provider.account)))
    assert verify().first_fault is None


def _happen(provider: Provider, expected: dict[str, list[int]]) -> list[Thing]:
    """Somebody pays a new invoice, and gets a part back or the provider pays out: five events."""
    heard = len(provider.account.events)
    number = issued(person(f"Klant {len(expected)}"), [draft_line(5000)]).number
    db.session.commit()
    begin(token_of(number), "http://localhost/")
    db.session.commit()
    session = provider.account.all_of("checkout.session")[0]
    provider.account.pay(session, "ideal")
    if len(expected) % 2:
        holdings.arrive(provider.account, holdings.pay_out(provider.account))
        expected[number] = [5000]
    else:
        provider.account.refund({"payment_intent": session["payment_intent"], "amount": "2000"})
        expected[number] = [-2000, 5000]
    return provider.account.events[heard:]


def _kill_while(
    server: WebServer,
    provider: Provider,
    pool: ThreadPoolExecutor,
    events: list[Thing],
    dice: random.Random,
    lasts: float,
) -> bool:
    """Bring events and kill the server at a random moment; tell whether it was still busy with one."""
    by_clock = dice.random() < 0.5
    process = server.start(statements=0 if by_clock else dice.randint(1, STATEMENTS))
    answers = [pool.submit(provider.bring, event) for event in events]
    if by_clock:
        time.sleep(dice.uniform(0, 0.7 * lasts))
    else:
        wait(answers, return_when=FIRST_COMPLETED)
    assert server.kill(process) == -SIGKILL
    # Who still waits for a server gets the next one, as the provider does when it comes again.
    following = server.start()
    told = [answer.result() for answer in answers]
    server.kill(following)
    return 0 in told
