"""A house with a payment provider: the stand-in, served, with an invoice of € 50 to pay."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from stripe import StripeClient
from werkzeug.test import TestResponse

from coop import clock
from coop.database import db
from coop.ledger.verify import verify
from invoicing import billing_run
from invoicing.online import door
from invoicing.online.link import token_of
from invoicing.online.stand_in.account import Account
from invoicing.online.stand_in.register import Thing
from invoicing.online.stand_in.serving import served
from invoicing.online.stand_in.signed import body_of, signature
from invoicing.online.stand_in.web import StandIn
from tests.invoicing.cast import done_job, draft_line, issued, service, wijk
from tests.invoicing.online.in_process import InProcess
from tests.members.cast import person

TODAY = date(2026, 12, 1)
NOON = int(datetime(2026, 12, 1, 12, tzinfo=clock.AMSTERDAM).timestamp())
KEY, SECRET = "sk_test_beijum", "whsec_beijum"


@dataclass
class Desk:
    """What a test does: pay on the page of the provider, and bring its events to the house."""

    app: Flask
    account: Account
    stand_in: StandIn
    brought: int = 0
    answers: list[int] = field(default_factory=list)

    def begin(self, client: FlaskClient | None = None, number: str = "2026-0001") -> TestResponse:
        """Tap the button on the pay page."""
        db.session.commit()
        return (client or self.app.test_client()).post(f"/betalen/{token_of(number)}/online")

    def session(self) -> Thing:
        """The newest session at the provider."""
        return self.account.all_of("checkout.session")[0]

    def pay(self, method: str = "ideal", number: str = "2026-0001") -> Thing:
        """Begin, and pay on the page."""
        assert self.begin(number=number).status_code == 303
        session = self.session()
        self.account.pay(session, method)
        return self.account.find("payment_intent", session["payment_intent"])

    def pay_another(self, method: str = "ideal") -> Thing:
        """Pay a second invoice of € 50."""
        return self.pay(method, issued(person("Klaas Mulder"), [draft_line(5000)]).number)

    def bring(self, event: Thing, secret: str = SECRET, moment: int | None = None) -> int:
        """Bring one event to the house, and give the status of its answer."""
        body = body_of(event)
        headers = {"Stripe-Signature": signature(body, secret, int(time.time()) if moment is None else moment)}
        with clock.at(TODAY):
            answer = self.app.test_client().post("/betaalprovider/berichten", data=body, headers=headers)
        return answer.status_code

    def bring_new(self) -> None:
        """Bring what was not brought yet, in order."""
        db.session.commit()
        while self.brought < len(self.account.events):
            self.brought += 1
            assert self.bring(self.account.events[self.brought - 1]) == 204
        db.session.rollback()

    def page(self, asked: str = "") -> str:
        """The pay page as it is now."""
        db.session.commit()
        return self.app.test_client().get(f"/betalen/{token_of('2026-0001')}{asked}").text


@pytest.fixture
def desk(app: Flask) -> Iterator[Desk]:
    made: list[StandIn] = []

    def make(address: str) -> StandIn:
        made.append(StandIn(Account(address, lambda: NOON, lambda _event: None), KEY))
        return made[0]

    with clock.at(TODAY), served(make) as address:
        app.config.update(STRIPE_KEY=KEY, STRIPE_WEBHOOK_SECRET=SECRET, STRIPE_ADDRESS=address)
        wijk()
        done_job(person("Fatima Haddad"), service(), date(2026, 11, 3), 5000)
        billing_run.confirm(TODAY)
        db.session.commit()
        yield Desk(app, made[0].account, made[0])
        db.session.rollback()
        assert verify().first_fault is None


@pytest.fixture
def quick_desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The same, asked without a network in between."""
    client = StripeClient(KEY, http_client=InProcess(desk.stand_in), max_network_retries=0)
    monkeypatch.setattr(door, "client", lambda: client)
    return desk
