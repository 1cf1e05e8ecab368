"""A rule nobody here read is asked once, and asked again only when the book says something else."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import audit
from coop.audit import AuditLine
from coop.database import db
from coop.permission import Role
from coop.rules import book, confirmation
from coop.rules.confirmation import NoAdvice, NoSuchQuestion, RuleConfirmation
from coop.rules.question import questions
from tests.invoicing.cast import wijk

CODE = "vat:reverse"


def test_every_unverified_vat_rule_is_asked_and_no_other() -> None:
    asked = {question.code for question in questions()}
    assert {f"vat:{rule.code}" for rule in book.vat_rules() if rule.mark == "unverified"} <= asked
    assert not {f"vat:{rule.code}" for rule in book.vat_rules() if rule.mark != "unverified"} & asked
    assert len(asked) == len(questions())


def test_a_rule_is_confirmed_once_by_somebody_on_somebodys_advice(app: Flask) -> None:
    assert not confirmation.is_confirmed(CODE)
    with audit.actor("login:3"):
        made = confirmation.confirm(CODE, "  Boekhouder De Vries ")
    assert (made.advice, made.confirmed_by) == ("Boekhouder De Vries", "login:3")
    assert confirmation.is_confirmed(CODE)
    line = db.session.scalars(select(AuditLine).where(AuditLine.subject == f"rule:{CODE}")).one()
    assert (line.what, line.now) == ("confirmed", "Boekhouder De Vries")


def test_a_rule_that_reads_differently_since_is_asked_again(app: Flask) -> None:
    confirmation.confirm(CODE, "Boekhouder De Vries")
    db.session.get_one(RuleConfirmation, CODE).text = "btw verlegd: iets anders"
    db.session.flush()
    assert not confirmation.is_confirmed(CODE)
    confirmation.confirm(CODE, "Boekhouder De Vries")
    assert confirmation.is_confirmed(CODE)


def test_a_confirmation_can_be_taken_back(app: Flask) -> None:
    confirmation.confirm(CODE, "Boekhouder De Vries")
    confirmation.withdraw(CODE)
    assert not confirmation.is_confirmed(CODE)


def test_nobodys_advice_and_a_rule_nobody_asks_are_refused(app: Flask) -> None:
    with pytest.raises(NoAdvice):
        confirmation.confirm(CODE, " ")
    with pytest.raises(NoSuchQuestion):
        confirmation.confirm("vat:high", "Boekhouder De Vries")


def test_the_treasurer_confirms_in_the_settings(app: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    wijk()
    confirmation.withdraw(CODE)
    client = sign_in(Role.TREASURER)
    page = client.get("/instellingen/regels").text
    assert "De klant draagt de btw zelf af." in page
    assert 'id="advice-vat:reverse"' in page
    refused = client.post(f"/instellingen/regels/{CODE}/bevestiging", data={"advice": ""})
    assert (refused.status_code, "Vul dit in." in refused.text) == (422, True)
    told = client.post(f"/instellingen/regels/{CODE}/bevestiging", data={"advice": "Boekhouder"})
    assert told.status_code == 303
    assert confirmation.is_confirmed(CODE)
    assert "Alles is bevestigd." in client.get("/instellingen/regels").text
    client.post(f"/instellingen/regels/{CODE}/herroeping")
    assert not confirmation.is_confirmed(CODE)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.BOARD, Role.COORDINATOR])
def test_nobody_else_confirms_a_rule_of_taxes(app: Flask, sign_in: Callable[..., FlaskClient], role: Role) -> None:
    wijk()
    assert sign_in(role).get("/instellingen/regels").status_code == 403
