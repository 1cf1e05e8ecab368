"""The screens of direct debit: three clicks to a file, a customer who signs and stops, and what each is told."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.mail import Mail
from coop.permission import Role
from invoicing import payment
from invoicing.bank.awaited import CameBack, came_back
from invoicing.direct_debit import invitation, making, message
from invoicing.direct_debit.collection import Collection, find
from invoicing.direct_debit.mandate import Mandate
from invoicing.direct_debit.proposal import proposal
from invoicing.invoice import by_number
from invoicing.online.link import token_of
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import DUE, MONDAY, bank_line, collected, customer, signed

SignIn = Callable[..., FlaskClient]
FORM = {"holder": "F. Haddad", "iban": "NL20 INGB 0001 2345 67", "signature": "Fatima Haddad", "agree": "y"}


@pytest.fixture(autouse=True)
def _monday(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        yield


@pytest.fixture
def treasurer(sign_in: SignIn) -> FlaskClient:
    """The browser of the treasurer."""
    return sign_in(Role.TREASURER)


def plain(page: str) -> str:
    """A page with its amounts as one writes them in a test."""
    return page.replace("\N{NO-BREAK SPACE}", " ")


def mandate() -> Mandate:
    """The only mandate there is now."""
    db.session.rollback()
    return db.session.scalars(select(Mandate)).one()


def test_three_clicks_lead_from_the_menu_to_the_file(treasurer: FlaskClient) -> None:
    signed(customer())
    page = treasurer.get("/incasso").text
    assert "ma 16 mrt 2026" in page
    [mark] = [one.mark for one in proposal(DUE).ready]
    assert mark in page
    made = treasurer.post("/incasso", data={"due": str(DUE), "invoice": mark})
    assert (made.status_code, made.location) == (303, "/incasso/1")
    file = treasurer.get(f"{made.location}/bestand")
    assert "/incasso/1/bestand" in treasurer.get(made.location).text
    assert file.data == message.content(find(1)) == treasurer.get("/incasso/1/bestand").data
    assert file.headers["Content-Disposition"] == 'attachment; filename="incasso-00001-2026-03-16.xml"'


def test_the_old_form_of_the_file_is_made_when_asked(treasurer: FlaskClient) -> None:
    signed(customer())
    [mark] = [one.mark for one in proposal(DUE).ready]
    treasurer.post("/incasso", data={"due": str(DUE), "invoice": mark, "version": "02"})
    assert b"pain.008.001.02" in treasurer.get("/incasso/1/bestand").data


def test_what_changed_meanwhile_is_told_and_nothing_is_made(treasurer: FlaskClient) -> None:
    signed(customer())
    [mark] = [one.mark for one in proposal(DUE).ready]
    payment.book(by_number("2026-0001"), MONDAY, proposal(DUE).total)
    told = treasurer.post("/incasso", data={"due": str(DUE), "invoice": mark})
    assert (told.status_code, "Er is net iets veranderd" in told.text) == (422, True)
    assert "Er is niets te incasseren." in treasurer.post("/incasso", data={"due": str(DUE)}).text
    assert db.session.scalars(select(Collection)).all() == []


def test_who_is_left_out_stands_there_with_the_reason(treasurer: FlaskClient) -> None:
    customer()
    signed(customer("Ali Demir", email=""))
    page = treasurer.get("/incasso").text
    assert "geen e-mailadres" in page
    assert "1 open factuur zonder machtiging" in page


def test_a_wrong_day_is_told_in_words_and_cannot_be_made(treasurer: FlaskClient) -> None:
    signed(customer())
    page = treasurer.get("/incasso?op=2026-03-05").text
    assert "Kies ma 16 mrt 2026 of later." in page
    assert "Maak de incasso" not in page
    assert treasurer.get("/incasso?op=morgen").status_code == 200


def test_a_collection_is_sent_taken_apart_and_withdrawn(treasurer: FlaskClient) -> None:
    made = collected("Fatima Haddad", "Ali Demir")
    assert treasurer.post(f"/incasso/regels/{made.items[0].id}/intrekken").status_code == 303
    assert "Er zijn regels uitgehaald" in treasurer.get("/incasso/1").text
    assert treasurer.post("/incasso/1/intrekken").status_code == 303
    assert treasurer.post("/incasso/1/intrekken").status_code == 409
    assert treasurer.post("/incasso/1/ingediend").status_code == 409
    assert treasurer.get("/incasso/1/bestand").status_code == 404
    making.make(DUE)
    assert treasurer.post("/incasso/2/ingediend").status_code == 303
    page = treasurer.get("/incasso").text
    assert "bij de bank" in page
    assert "ingetrokken" in page


def test_a_return_is_told_on_the_invoice_the_mandate_and_the_collection(sign_in: SignIn) -> None:
    [item] = collected().items
    with clock.at(DUE):
        treasurer = sign_in(Role.TREASURER)
        came_back.tell(CameBack(item.source, DUE, "AM04", bank_line(DUE, -5000).id))
        for page in ("/facturen/2026-0001", f"/machtigingen/{item.mandate_id}", "/incasso/1"):
            assert "er stond te weinig op de rekening" in treasurer.get(page).text
        assert "1 terug" in treasurer.get("/incasso").text


def test_what_the_bank_refused_is_told_on_the_same_pages(treasurer: FlaskClient) -> None:
    [item] = collected().items
    treasurer.post("/incasso/1/ingediend")
    refused = f"/incasso/regels/{item.id}/geweigerd"
    assert refused in treasurer.get("/incasso/1").text
    assert treasurer.post(refused, data={"code": "XX99"}).status_code == 422
    assert treasurer.post(refused, data={"code": "AC06"}).status_code == 303
    assert treasurer.post(refused, data={"code": "AC06"}).status_code == 422
    for page in ("/facturen/2026-0001", f"/machtigingen/{item.mandate_id}", "/incasso/1"):
        assert "de rekening is geblokkeerd" in treasurer.get(page).text


def test_who_paid_meanwhile_is_seen_before_it_is_taken_twice(treasurer: FlaskClient) -> None:
    made = collected()
    payment.book(by_number("2026-0001"), MONDAY, made.total)
    assert "intussen betaald: haal eruit" in treasurer.get("/incasso/1").text


def test_what_nobody_said_to_have_sent_is_asked_after_on_its_day(sign_in: SignIn) -> None:
    collected()
    with clock.at(DUE):
        treasurer = sign_in(Role.TREASURER)
        assert "niemand zei dat de bank deze incasso heeft" in treasurer.get("/incasso/1").text
        assert "ingediend?" in treasurer.get("/incasso").text


def test_without_a_contract_the_page_says_what_to_do(treasurer: FlaskClient) -> None:
    assert treasurer.post("/instellingen/nummers", data={"creditor_id": "NL99ZZZ1"}).status_code == 422
    db.session.rollback()
    db.session.execute(Collection.metadata.tables["wijk"].update().values(creditor_id=""))
    assert "contract met je bank" in treasurer.get("/incasso").text


def test_terms_that_nobody_read_are_asked_after(treasurer: FlaskClient) -> None:
    db.session.execute(Collection.metadata.tables["rule_confirmation"].delete())
    assert "door niemand nagelezen" in treasurer.get("/incasso").text
    assert "Vooraankondiging van een incasso" in treasurer.get("/instellingen/regels").text


def test_only_who_books_payments_sees_any_of_it(sign_in: SignIn) -> None:
    made = collected()
    for page in ("/incasso", "/incasso/1", "/machtigingen", f"/machtigingen/{made.items[0].mandate_id}"):
        assert sign_in(Role.COORDINATOR).get(page).status_code == 403


def test_a_customer_signs_from_an_invoice_and_stops_with_the_link(client: FlaskClient) -> None:
    customer()
    pay = f"/betalen/{token_of('2026-0001')}"
    assert "Voortaan automatisch betalen?" in client.get(pay).text
    signed_at = client.post(f"{pay}/machtiging", data={**FORM, "kind": "recurrent"})
    page = client.get(signed_at.location).text
    assert (signed_at.status_code, "NL•• •••• 4567" in page, "NL20" in page) == (303, True, False)
    assert client.get(f"{signed_at.location}/pdf").data.startswith(b"%PDF")
    assert "Voortaan automatisch betalen?" not in client.get(pay).text
    assert client.post(f"{signed_at.location}/intrekken").status_code == 303
    assert "geldt niet meer sinds" in client.get(signed_at.location).text
    assert client.post(f"{signed_at.location}/intrekken").status_code == 409


def test_the_page_to_sign_does_not_tell_who_the_customer_is(client: FlaskClient) -> None:
    fatima = customer()
    page = f"/betalen/{token_of('2026-0001')}/machtiging"
    assert "Haddad" not in client.get(page).text
    signed(fatima)
    there = client.get(page).text
    assert "Er is al een machtiging" in there
    assert "•••• 4567" not in there


def test_a_mandate_for_this_invoice_only(client: FlaskClient) -> None:
    customer()
    client.post(f"/betalen/{token_of('2026-0001')}/machtiging", data={**FORM, "kind": "one_off"})
    assert (mandate().kind, mandate().invoice_number) == ("one_off", "2026-0001")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"iban": "NL21 INGB 0001 2345 67"}, "Dit rekeningnummer klopt niet"),
        ({"iban": "GB82 WEST 1234 5698 7654 32"}, "in dit land kunnen we niet incasseren"),
        ({"signature": ""}, "Vul dit in."),
        ({"agree": ""}, "Vul dit in."),
        ({"holder": "ሰላም"}, "zoals die op de bankpas staat"),
    ],
)
def test_what_is_not_right_is_told_and_nothing_is_signed(
    client: FlaskClient, wrong: dict[str, str], told: str
) -> None:
    customer()
    data = {key: value for key, value in {**FORM, "kind": "recurrent", **wrong}.items() if value}
    answer = client.post(f"/betalen/{token_of('2026-0001')}/machtiging", data=data)
    assert (answer.status_code, told in answer.text) == (422, True)
    assert db.session.scalars(select(Mandate)).all() == []


def test_an_invitation_is_mailed_from_the_page_of_the_customer_and_signed(
    app: Flask, treasurer: FlaskClient, client: FlaskClient
) -> None:
    app.config["ADDRESS"] = "https://wijk.example.org"
    fatima = customer()
    here = f"/machtigingen/klant/{fatima.id}"
    assert here in treasurer.get(f"/mensen/{fatima.id}").text
    assert treasurer.post(here).status_code == 303
    assert "machtigen/" in db.session.scalars(select(Mail.text)).one()
    signed_at = client.post(f"/machtigen/{invitation.link_for(fatima).token}", data=FORM)
    assert (signed_at.status_code, mandate().kind) == (303, "recurrent")
    assert "geldig" in treasurer.get(here).text


def test_who_has_no_address_gets_the_link_by_hand(treasurer: FlaskClient) -> None:
    ali = customer("Ali Demir", email="")
    told = treasurer.post(f"/machtigingen/klant/{ali.id}")
    assert told.status_code == 422
    assert "/machtigen/" in told.text


def test_the_treasurer_withdraws_for_a_customer(treasurer: FlaskClient) -> None:
    made = signed(customer())
    assert "geldig" in treasurer.get("/machtigingen").text
    assert treasurer.post(f"/machtigingen/{made.id}/intrekken").status_code == 303
    assert "ingetrokken door ons" in treasurer.get("/machtigingen").text
    assert treasurer.get(f"/machtigingen/{made.id}/pdf").data.startswith(b"%PDF")


def test_the_pay_page_says_what_will_be_taken_and_when(client: FlaskClient) -> None:
    collected()
    page = plain(client.get(f"/betalen/{token_of('2026-0001')}").text)
    assert "Op ma 16 mrt 2026 schrijven we € 50,00 af van rekening NL•• •••• 4567." in page
    assert "Bedankt" not in page
    with clock.at(DUE):
        assert "Op ma 16 mrt" in client.get(f"/betalen/{token_of('2026-0001')}").text


def test_a_large_collection_is_shown_with_as_few_questions_as_a_small_one(
    treasurer: FlaskClient, statements: Callable[[], Any]
) -> None:
    for names in (["Ali Demir"], [f"Bewoner {number}" for number in range(8)]):
        collected(*names)
    asked = []
    for page in ("/incasso/1", "/incasso/2"):
        treasurer.get(page)
        with statements() as seen:
            treasurer.get(page)
        asked.append(len(seen))
    assert asked[0] == asked[1]
