"""Paying out on the screen: the treasurer chooses, the board approves, and then there is a file."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from coop.permission import Role
from invoicing import purchase_payment
from invoicing.bank.awaited import Awaited
from invoicing.paying_out import payee
from invoicing.paying_out.order import PaymentOrder
from tests.invoicing.allowances.cast import allowed, approved, volunteer
from tests.invoicing.paying_out.cast import IBAN, OTHER_IBAN, asks, supplier
from tests.invoicing.paying_out.conftest import TODAY
from tests.members.cast import organisation

SignIn = Callable[..., FlaskClient]


def boxes(browser: FlaskClient) -> list[str]:
    """The values of the boxes to tick."""
    return re.findall(r'name="payable"[^>]* value="([^"]+)"', browser.get("/uitbetalen").text)


def make(browser: FlaskClient, **more: object) -> str:
    """Order all that is offered, and return the address of the order."""
    typed = {"payable": boxes(browser), "pay_on": TODAY.isoformat(), **more}
    return browser.post("/uitbetalen", data=typed).location


def test_the_treasurer_orders_the_board_approves_and_the_bank_gets_one_file(
    session: Session, sign_in: SignIn
) -> None:
    asks(supplier())
    treasurer, board, coordinator = sign_in(Role.TREASURER), sign_in(Role.BOARD), sign_in(Role.COORDINATOR)
    assert coordinator.get("/uitbetalen").status_code == 403
    assert board.post("/uitbetalen").status_code == 403
    here = make(treasurer)
    assert "Jij hebt deze opdracht gemaakt." in treasurer.get(here).text
    refused = treasurer.post(f"{here}/goedkeuring", follow_redirects=True).text
    assert "Je hebt deze betaalopdracht zelf gemaakt." in refused
    assert treasurer.post(f"{here}/bestand").status_code == 422
    assert "wacht op een tweede persoon" in board.get("/uitbetalen").text
    assert board.post(f"{here}/goedkeuring").status_code == 303
    assert board.post(f"{here}/goedkeuring").status_code == 409
    first, again = (treasurer.post(f"{here}/bestand") for _ in range(2))
    assert first.data == again.data
    assert first.headers["Content-Disposition"] == 'attachment; filename="betaalopdracht-UIT-000001.xml"'
    assert "Het bestand is opgehaald" in treasurer.get(here).text


def test_a_form_sent_twice_makes_one_order(session: Session, sign_in: SignIn) -> None:
    asks(supplier())
    treasurer = sign_in(Role.TREASURER)
    chosen = boxes(treasurer)
    for _twice in range(2):
        typed = {"payable": chosen, "pay_on": TODAY.isoformat(), "once": "one and the same"}
        assert treasurer.post("/uitbetalen", data=typed).status_code == 303
    assert len(session.scalars(select(PaymentOrder)).all()) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Er is niets gekozen om te betalen."),
        ({"payable": "purchase:1|seen long ago"}, "Er is net iets veranderd"),
        ({"payable": "nonsense"}, "Er is net iets veranderd"),
        ({"pay_on": (TODAY - timedelta(days=1)).isoformat()}, "Kies vandaag of een dag daarna."),
        ({"pay_on": "straks"}, "Dit is geen datum."),
    ],
)
def test_what_is_wrong_is_said_on_the_page(sign_in: SignIn, typed: dict[str, str], said: str) -> None:
    asks(supplier())
    answer = sign_in(Role.TREASURER).post("/uitbetalen", data={"pay_on": TODAY.isoformat(), **typed})
    assert answer.status_code == 422
    assert said in answer.text


def test_an_order_is_withdrawn_with_a_reason_and_a_transfer_taken_out(session: Session, sign_in: SignIn) -> None:
    party = supplier()
    asks(party)
    made = asks(party, 5_000, "F-2")
    treasurer, board = sign_in(Role.TREASURER), sign_in(Role.BOARD)
    here = make(treasurer)
    [first, _second] = [one.id for one in session.scalars(select(PaymentOrder)).one().payouts]
    out = f"{here}/betalingen/{first}/eruit"
    assert treasurer.post(out, data={"reason": ""}).status_code == 422
    assert treasurer.post(out, data={"reason": "te vroeg"}).status_code == 303
    assert treasurer.post(out, data={"reason": "te vroeg"}).status_code == 409
    assert "te vroeg" in treasurer.get(here).text
    assert treasurer.post(f"{here}/intrekking", data={"reason": ""}).status_code == 422
    board.post(f"{here}/goedkeuring")
    session.expire_all()
    assert not purchase_payment.open_of(made)
    assert board.post(f"{here}/intrekking", data={"reason": "niet verstuurd"}).status_code == 303
    assert "Ingetrokken: niet verstuurd." in board.get(here).text
    assert board.post(f"{here}/intrekking", data={"reason": "nog eens"}).status_code == 409
    session.expire_all()
    assert purchase_payment.open_of(made) == made.payable


def test_a_transfer_that_the_bank_did_not_carry_out_is_open_again(session: Session, sign_in: SignIn) -> None:
    made = asks(supplier())
    treasurer, board = sign_in(Role.TREASURER), sign_in(Role.BOARD)
    here = make(treasurer)
    board.post(f"{here}/goedkeuring")
    out = f"{here}/betalingen/{session.scalars(select(PaymentOrder)).one().payouts[0].id}/eruit"
    assert "niet is uitgevoerd" in treasurer.get(out).text
    assert treasurer.post(out, data={"reason": "saldo te laag"}).status_code == 303
    assert treasurer.post(out, data={"reason": "saldo te laag"}).status_code == 409
    session.expire_all()
    assert purchase_payment.open_of(made) == made.payable
    assert [one.dropped_on for one in session.scalars(select(Awaited))] == [TODAY]


def test_an_account_number_is_entered_and_another_looked_at_by_somebody_else(
    session: Session, sign_in: SignIn
) -> None:
    party = organisation("Kwekerij De Wilg")
    treasurer, board = sign_in(Role.TREASURER), sign_in(Role.BOARD)
    here = f"/uitbetalen/rekening/{party.id}"
    assert "klopt niet" in treasurer.post(here, data={"iban": "NL00"}).text
    assert treasurer.post(here, data={"iban": IBAN}).status_code == 303
    assert treasurer.post(here, data={"iban": IBAN}).status_code == 422
    treasurer.post(here, data={"iban": OTHER_IBAN, "holder": "De Wilg B.V."})
    waiting = payee.of(party.id)[-1].id
    assert "is veranderd" in board.get("/uitbetalen").text
    own = treasurer.post(f"/uitbetalen/rekeningen/{waiting}/goed", follow_redirects=True).text
    assert "Je hebt dit nummer zelf ingevoerd." in own
    assert board.post(f"/uitbetalen/rekeningen/{waiting}/goed").status_code == 303
    assert board.post(f"/uitbetalen/rekeningen/{waiting}/fout").status_code == 409
    session.expire_all()
    assert [one.iban for one in payee.of(party.id)] == [OTHER_IBAN]


def test_a_number_of_somebody_else_is_asked_about(sign_in: SignIn) -> None:
    supplier()
    twin = supplier("Kwekerij De Wilgh")
    assert "wordt ook Kwekerij De Wilg betaald" in sign_in(Role.BOARD).get(f"/uitbetalen/rekening/{twin.id}").text


def test_a_purchase_is_disputed_and_settled(session: Session, sign_in: SignIn) -> None:
    made = asks(supplier())
    treasurer = sign_in(Role.TREASURER)
    here = f"/uitbetalen/inkoop/{made.id}"
    assert treasurer.post(f"{here}/betwist", data={"reason": ""}).status_code == 422
    treasurer.post(f"{here}/betwist", data={"reason": "Dubbel"})
    assert "Betwist: Dubbel" in treasurer.get("/uitbetalen").text
    assert "Betwist, dus niet te betalen: Dubbel" in treasurer.get(f"/inkoop/{made.id}").text
    treasurer.post(f"{here}/opgelost")
    assert boxes(treasurer)


def test_an_allowance_above_a_maximum_is_paid_for_a_reason_on_the_screen(sign_in: SignIn) -> None:
    what, jan = allowed(3_000), volunteer()
    payee.enter(jan.person, IBAN)
    approved(jan, what, date(2026, 2, 3), because="afgesproken")
    treasurer = sign_in(Role.TREASURER)
    here = f"/uitbetalen/vergoeding/{jan.person_id}/2026-02"
    assert here in treasurer.get("/uitbetalen").text
    assert "Komt in februari 2026 op" in treasurer.get(here).text
    assert treasurer.post(here, data={"reason": ""}).status_code == 422
    assert treasurer.post(here, data={"reason": "Loonheffing wordt betaald"}).status_code == 303
    assert len(boxes(treasurer)) == 1
    assert "Loonheffing wordt betaald" in treasurer.get("/vergoedingen").text
    assert "geen maximum gepasseerd" in treasurer.get(here.replace("2026-02", "2026-03")).text
    assert treasurer.get(here.replace("2026-02", "2026-13")).status_code == 404


def test_what_went_in_an_order_is_not_undone_by_hand(session: Session, sign_in: SignIn) -> None:
    made = asks(supplier())
    treasurer, board = sign_in(Role.TREASURER), sign_in(Role.BOARD)
    board.post(f"{make(treasurer)}/goedkeuring")
    session.expire_all()
    [paid] = purchase_payment.payments_of(made)
    assert "betaalopdracht" in treasurer.get(f"/inkoop/{made.id}").text
    assert treasurer.post(f"/inkoop/betalingen/{paid.id}/terugdraaien").status_code == 422
