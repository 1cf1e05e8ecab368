"""A member claims on a telephone, the treasurer decides, and sees nothing of it as the claimer."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from coop.permission import Role
from invoicing.claims.claim import Claim
from invoicing.paying_out import payee
from tests.invoicing.claims.conftest import TODAY
from tests.invoicing.paying_out.cast import IBAN, OTHER_IBAN
from tests.pictures import photo

SignIn = Callable[..., FlaskClient]


def claimed(browser: FlaskClient, **more: object) -> str:
    """Claim potting soil, and return what the page says."""
    typed: dict[str, object] = {
        "what": "Potgrond",
        "day": (TODAY - timedelta(days=2)).isoformat(),
        "amount": "24,50",
        "cost_object": "0",
        "iban": IBAN,
        "receipt": (io.BytesIO(photo()), "IMG_2041.jpg"),
        **more,
    }
    answer = browser.post("/mijn/declaraties/nieuw", data=typed, follow_redirects=True)
    return str(answer.text)


def test_a_member_claims_the_treasurer_approves_and_it_is_to_be_paid(session: Session, sign_in: SignIn) -> None:
    member, treasurer = sign_in(Role.MEMBER, as_member=True), sign_in(Role.TREASURER)
    assert "Een ander kijkt ernaar" in claimed(member)
    [made] = session.scalars(select(Claim))
    here = f"/declaraties/{made.id}"
    assert "Potgrond" in treasurer.get("/declaraties").text
    assert treasurer.get(f"{here}/bon").mimetype == "image/jpeg"
    assert member.get(f"/mijn/declaraties/{made.id}/bon").mimetype == "image/jpeg"
    assert treasurer.post(f"{here}/goedkeuring", data={"account": "", "cost_object": "0"}).status_code == 422
    assert treasurer.post(f"{here}/goedkeuring", data={"account": "45105", "cost_object": "0"}).status_code == 303
    assert treasurer.post(f"{here}/goedkeuring", data={"account": "45105", "cost_object": "0"}).status_code == 409
    assert f"Declaratie {made.id}" in treasurer.get("/uitbetalen").text
    assert "goedgekeurd" in member.get("/mijn/declaraties").text
    assert member.get("/declaraties").status_code == 403


def test_a_treasurer_sees_that_another_decides_on_her_own_claim(session: Session, sign_in: SignIn) -> None:
    treasurer, board = sign_in(Role.TREASURER, as_member=True), sign_in(Role.BOARD)
    claimed(treasurer)
    here = f"/declaraties/{session.scalars(select(Claim.id)).one()}"
    assert "een ander beslist erover" in treasurer.get(here).text
    answer = treasurer.post(f"{here}/goedkeuring", data={"account": "45105", "cost_object": "0"})
    assert answer.status_code == 422
    assert board.post(f"{here}/afwijzing", data={"reason": ""}).status_code == 422
    assert board.post(f"{here}/afwijzing", data={"reason": "Geen bon"}).status_code == 303
    assert "Geen bon" in treasurer.get("/mijn/declaraties").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount": "veel"}, "Schrijf het bedrag als"),
        ({"amount": "0"}, "Vul een bedrag in boven"),
        ({"iban": ""}, "Vul in op welke rekening"),
        ({"iban": "NL00"}, "Dit rekeningnummer klopt niet"),
        ({"receipt": (io.BytesIO(b"tekst"), "bon.txt")}, "Kies een foto"),
        ({"receipt": (io.BytesIO(b""), "")}, "Vul dit in."),
        ({"day": "2026-03-13"}, "Kies een dag in het afgelopen jaar."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    session: Session, sign_in: SignIn, typed: dict[str, object], said: str
) -> None:
    assert said in claimed(sign_in(Role.MEMBER, as_member=True), **typed)
    assert session.scalars(select(Claim)).all() == []
    assert payee.waiting() == []


def test_a_claim_sent_twice_is_one_and_can_be_taken_back(session: Session, sign_in: SignIn) -> None:
    member = sign_in(Role.MEMBER, as_member=True)
    claimed(member, once="the same")
    claimed(member, once="the same")
    [made] = session.scalars(select(Claim))
    assert member.post(f"/mijn/declaraties/{made.id}/intrekking").status_code == 303
    assert member.post(f"/mijn/declaraties/{made.id}/intrekking").status_code == 409


def test_another_account_number_waits_for_a_second_look(session: Session, sign_in: SignIn) -> None:
    member = sign_in(Role.MEMBER, as_member=True)
    claimed(member)
    claimed(member, iban="")
    claimed(member, iban=OTHER_IBAN)
    [waiting] = payee.waiting()
    assert (waiting.iban, waiting.origin) == (OTHER_IBAN, "self")
