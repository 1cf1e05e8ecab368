"""The pages of quotations and contracts, walked as coordinator, treasurer and customer."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.mail import Mail
from coop.money import Money
from coop.permission import Role
from invoicing.billing_run import confirm
from invoicing.contract.contract import Contract
from invoicing.cost_rate import set_rate
from invoicing.quotation.quotation import Pays, Quotation, QuotationState
from tests.invoicing import cast as invoicing_cast
from tests.invoicing.quotation import cast
from tests.members.cast import a_login

SignIn = Callable[..., FlaskClient]
TODAY = date(2026, 3, 16)
YES = {"signer": "Ineke Postma", "role": "Hoofd inkoop", "may_sign": "y", "reference": "PO-77"}


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        invoicing_cast.wijk()
        db.session.commit()
        yield


def _one() -> Quotation:
    db.session.expire_all()
    return db.session.scalars(select(Quotation).order_by(Quotation.id.desc())).first()  # type: ignore[return-value]


def _sent(**facts: object) -> Quotation:
    made = cast.a_sent(**facts)
    db.session.commit()
    return made


def test_from_a_service_to_a_sent_offer_in_a_few_forms(sign_in: SignIn) -> None:
    set_rate("employee", date(2026, 1, 1), Money(2245))
    client, service = cast.a_client(), cast.a_service()
    browser = sign_in(Role.COORDINATOR)
    data: dict[str, Any] = {
        "party": client.id,
        "service": service.id,
        "title": "Onderhoud binnentuin",
        "included": "Snoeien, schoffelen en afvoer.\nGeen bomen.",
        "begin": "2026-04-07",
        "until": "2026-10-31",
        "frequency": "fortnightly",
        "people": "2",
        "pays": "visit",
        "valid_until": "2026-04-15",
    }
    answer = browser.post("/offertes/nieuw", data=data)
    assert answer.status_code == 303, answer.text
    made = _one()
    here = f"/offertes/{made.id}"
    assert (made.end, made.net) == (date(2026, 11, 1), Money(3250 * 15))
    for days, status in (("3-4-2026", 422), ("31-4-2026", 422), ("10-4-2026,\n 24/4/2026", 303)):
        assert browser.post(f"{here}/gegevens", data={**data, "days": days}).status_code == status
    assert (_one().days, _one().net) == (["2026-04-10", "2026-04-24"], Money(3250 * 2))
    assert "10-4-2026, 24-4-2026" in browser.get(f"{here}/gegevens").text
    browser.post(f"{here}/gegevens", data=data)
    line = {
        "activity": "Planten",
        "kind": "material",
        "amount": "45,50",
        "vat_rule": "high",
        "engagement": "employee",
    }
    assert browser.post(f"{here}/regels", data=line).status_code == 303
    refused = browser.post(f"{here}/regels", data={**line, "amount": ""})
    assert (refused.status_code, "Vul in wat het kost." in refused.text) == (422, True)
    assert (
        browser.post(f"{here}/toeslagen", data={"overhead": "15", "risk": "5", "margin": "12,5"}).status_code
        == 303
    )
    made = _one()
    assert (made.overhead, made.margin, made.asked) == (1500, 1250, None)
    assert browser.post(f"{here}/toeslagen", data={"overhead": "150"}).status_code == 422
    second = made.lines[1].id
    assert browser.get(f"{here}/regels/{second}").status_code == 200
    browser.post(f"{here}/regels/{second}", data={**line, "amount": "50"})
    assert _one().lines[1].cost == Money(5000)
    browser.post(f"{here}/regels/{second}/weg")
    page = browser.get(here).text
    assert "Verstuur de offerte" in page
    assert browser.post(f"{here}/verzending").status_code == 303
    made = _one()
    assert (made.state, made.number, len(made.lines)) == (QuotationState.SENT, "O2026-001", 1)
    assert "O2026-001" in browser.get("/offertes?state=sent&q=noorderhuis").text
    assert "O2026-001" not in browser.get("/offertes?state=draft").text
    assert browser.get("/zoeken?q=O2026-001").text.count("Onderhoud binnentuin")
    assert browser.get("/als-bestand/offertes.csv?q=binnentuin").text.count("O2026-001") == 1


def test_the_customer_sees_no_costs_and_accepts_once(client: FlaskClient, sign_in: SignIn) -> None:
    a_login(Role.COORDINATOR, name="Marga Oosterhuis")
    made = _sent()
    here = f"/offerte/{made.token}"
    page = client.get(here)
    assert page.status_code == 200
    assert "€\u00a095,63" in page.text
    for secret in ("24,00", "72,00", "Marge", "Overhead", "Kostprijs"):
        assert secret not in page.text
    assert "noindex" in page.text
    for wrong in ({**YES, "may_sign": ""}, {**YES, "role": ""}):
        assert client.post(f"{here}/akkoord", data=wrong).status_code == 422
    assert client.post(f"{here}/akkoord", data=YES).status_code == 303
    again = client.post(f"{here}/akkoord", data=YES, follow_redirects=True)
    assert "al geaccepteerd" in again.text
    db.session.expire_all()
    assert db.session.scalar(select(func.count(Contract.id))) == 1
    assert "Het nummer van het contract is C2026-001" in client.get(here).text
    mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    assert [mail.to for mail in mails] == ["inkoop@example.org", "marga.oosterhuis@example.org"]
    assert all(mail.attachments == [_one().pdf_sha] for mail in mails)
    coordinator = sign_in(Role.COORDINATOR)
    shown = coordinator.get("/contracten/1").text
    assert "Opgepakt" in shown
    assert "Marge tot nu toe" not in shown  # that is for who may see the books
    assert coordinator.post("/contracten/1/opgepakt").status_code == 303
    assert coordinator.post("/contracten/1/kenmerk", data={"reference": "PO-78"}).status_code == 303
    assert coordinator.post("/contracten/1/einde", data={"day": "2026-03-15", "why": "x"}).status_code == 422
    assert (
        coordinator.post("/contracten/1/einde", data={"day": "2026-05-01", "why": "Verkocht."}).status_code == 303
    )
    treasurer = sign_in(Role.TREASURER).get("/contracten/1").text
    assert "Verkocht." in treasurer
    assert "Marge tot nu toe" in treasurer
    assert "C2026-001" in coordinator.get("/als-bestand/contracten.csv").text


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (QuotationState.EXPIRED, "gold tot een eerdere dag"),
        (QuotationState.WITHDRAWN, "ingetrokken"),
        (QuotationState.REPLACED, "nieuwe versie"),
    ],
)
def test_what_is_closed_says_so_calmly(client: FlaskClient, state: str, sentence: str) -> None:
    made = _sent()
    made.state, made.decided_at = state, clock.now()
    db.session.commit()
    here = f"/offerte/{made.token}"
    page = client.get(here).text
    assert sentence in page
    assert "Accepteer de offerte" not in page
    answer = client.post(f"{here}/akkoord", data=YES, follow_redirects=True)
    assert (answer.status_code, sentence in answer.text) == (200, True)
    assert _one().state == state


def test_a_draft_has_no_page_for_the_customer(client: FlaskClient) -> None:
    made = cast.a_draft()
    db.session.commit()
    assert client.get(f"/offerte/{made.token}").status_code == 404


def test_who_declines_or_asks_is_heard(client: FlaskClient) -> None:
    a_login(Role.TREASURER, name="Johan Medema")
    here = f"/offerte/{_sent().token}"
    assert client.post(f"{here}/vraag", data={"question": "Is afvoer erbij?"}).status_code == 303
    assert client.post(f"{here}/vraag", data={"question": ""}).status_code == 422
    assert client.post(f"{here}/afwijzing", data={"reason": "Te duur."}).status_code == 303
    told = [mail.text for mail in db.session.scalars(select(Mail).order_by(Mail.id))]
    assert "Is afvoer erbij?" in told[0]
    assert "Te duur." in told[1]
    assert "inkoop@example.org" in told[0]
    assert (_one().state, _one().reason) == (QuotationState.DECLINED, "Te duur.")


def test_the_customers_page_speaks_english_too(client: FlaskClient) -> None:
    here = f"/offerte/{_sent().token}"
    client.set_cookie("language", "ar")
    assert re.search(r'<html lang="(nl|en)"', client.get(here).text)


def test_a_member_sees_no_offers(sign_in: SignIn) -> None:
    made = _sent(pays=Pays.MONTH)
    member = sign_in(Role.MEMBER, as_member=True)
    for address in ("/offertes", f"/offertes/{made.id}", "/contracten"):
        assert member.get(address).status_code == 403
    board = sign_in(Role.BOARD)
    assert board.get(f"/offertes/{made.id}").status_code == 200
    assert board.post(f"/offertes/{made.id}/intrekking").status_code == 403


def test_versions_copies_and_what_is_thrown_away(sign_in: SignIn) -> None:
    here = f"/offertes/{_sent().id}"
    browser = sign_in(Role.COORDINATOR)
    assert browser.get(f"{here}/gegevens").status_code == 409
    second = browser.post(f"{here}/versie").location
    assert "Nieuwe versie van" in browser.get(second).text
    assert browser.post(f"{second}/weg").status_code == 303
    copied = browser.post(f"{here}/kopie").location
    assert "concept" in browser.get(copied).text
    assert browser.post(f"{here}/weg", follow_redirects=True).status_code == 200
    assert browser.post(f"{here}/intrekking").status_code == 303
    db.session.expire_all()
    assert db.session.scalar(select(Quotation.state).where(Quotation.number == "O2026-001")) == "withdrawn"


def test_what_soon_expires_and_what_is_new_waits_on_the_page_of_today(sign_in: SignIn) -> None:
    _sent(valid_until=date(2026, 3, 20))
    cast.accepted()
    db.session.commit()
    page = sign_in(Role.COORDINATOR).get("/vandaag").text
    assert "offerte verloopt binnen een week" in page
    assert "nieuw contract: kijk wie het werk doet" in page


def test_what_a_contract_still_brings_leads_from_the_exploitatie_to_it(sign_in: SignIn) -> None:
    cast.accepted(pays=Pays.MONTH, asked=Money(70000))
    db.session.commit()
    treasurer = sign_in(Role.TREASURER)
    assert treasurer.get("/exploitatie/2026/afgesproken").text.count('href="/contracten/1"') == 14
    with clock.at(date(2026, 5, 1)):
        confirm(clock.today(), print_now=False)
        db.session.commit()
        treasurer = sign_in(Role.TREASURER)  # who was in weeks ago has to come in anew
        shown = treasurer.get("/contracten/1").text
        assert "factuur 2026-0001" in shown
        assert treasurer.get("/exploitatie/2026/afgesproken").text.count('href="/contracten/1"') == 12
