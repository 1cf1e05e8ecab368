"""Who gave a mandate is not asked to transfer: not in the mail with the invoice, and not on its page."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock, mail, outbox
from coop.database import db
from coop.permission import Role
from coop.wijk import current
from invoicing import billing_run
from invoicing.bank.awaited import CameBack, came_back
from invoicing.direct_debit import making
from invoicing.direct_debit.covering import mandate_for
from invoicing.direct_debit.mandate import Ended
from invoicing.invoice import by_number
from invoicing.online.link import token_of
from invoicing.reminders.proposal import proposals
from tests.invoicing.cast import done_job, service, wijk
from tests.invoicing.direct_debit.cast import DUE, MONDAY, bank_line, customer, signed
from tests.members.cast import person

SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _monday(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        yield


@pytest.mark.parametrize("gave", [True, False])
def test_the_mail_with_the_invoice_asks_nothing_of_who_gave_a_mandate(gave: bool) -> None:
    fatima = person()
    if gave:
        signed(fatima)
    done_job(fatima, service(), MONDAY.replace(day=1), 5000)
    billing_run.confirm(MONDAY)
    db.session.commit()
    outbox.work()
    [letter] = mail.about("invoice:2026-0001")
    assert ("Je hoeft niets te doen" in letter.text, "uiterlijk" in letter.text) == (gave, not gave)
    assert ("NL•• •••• 4567" in letter.text) == gave


def test_the_pay_page_says_that_it_will_be_taken(client: FlaskClient) -> None:
    signed(customer())
    page = client.get(f"/betalen/{token_of('2026-0001')}").text
    assert "Je gaf ons een machtiging" in page
    assert "voorbij" not in page


def test_what_will_not_be_collected_is_not_covered() -> None:
    mandate = signed(customer(), invoice_number="2026-0001")
    other = customer("Ali Demir", email="")
    signed(other)
    assert mandate_for(by_number("2026-0001")) == mandate
    assert mandate_for(by_number("2026-0002")) is None
    with clock.at(MONDAY.replace(year=2029)):
        assert mandate_for(by_number("2026-0001")) is None
    current().creditor_id = ""
    assert mandate_for(by_number("2026-0001")) is None
    current().creditor_id = "NL82ZZZ812345670000"
    mandate.end(Ended.CUSTOMER, MONDAY)
    assert mandate_for(by_number("2026-0001")) is None


def test_nobody_is_reminded_of_what_will_be_collected_until_it_came_back(
    sign_in: SignIn,
) -> None:
    signed(customer())
    customer("Ali Demir")
    late = date(2026, 3, 30)
    assert [one.party.name for one in proposals(late)] == ["Ali Demir"]
    [item] = making.make(DUE).items
    with clock.at(late):
        page = sign_in(Role.TREASURER).get("/herinneringen").text
        assert "hoort bij een machtiging" not in page
        came_back.tell(CameBack(item.source, late, "AM04", bank_line(late, -5000).id))
        assert sorted(one.party.name for one in proposals(late)) == ["Ali Demir", "Fatima Haddad"]


def test_the_page_of_reminders_leads_to_what_can_be_collected(sign_in: SignIn) -> None:
    signed(customer())
    assert (
        "1 factuur die te laat is, hoort bij een machtiging." in sign_in(Role.TREASURER).get("/herinneringen").text
    )
