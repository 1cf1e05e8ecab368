"""Every change of state leaves a line: who, when, what, from which to which."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from coop import audit, clock
from coop.audit import AuditLine
from coop.database import db
from coop.ledger.account import Account
from coop.permission import public
from coop.wijk import Wijk


@pytest.fixture
def app(unshared_app: Flask) -> Flask:
    return unshared_app  # views are added to it


def lines() -> list[tuple[str, str, str, str | None, str | None]]:
    found = db.session.scalars(select(AuditLine).order_by(AuditLine.id))
    return [(line.actor, line.subject, line.what, line.was, line.now) for line in found]


@pytest.fixture
def wijk(app: Flask) -> Wijk:
    made = Wijk(name="Beijum")
    with audit.actor("demo"):
        db.session.add(made)
        db.session.commit()
    return made


def test_a_beginning_is_a_line_for_each_audited_column(wijk: Wijk) -> None:
    assert ("demo", "wijk:1", "name", None, "Beijum") in lines()


def test_a_change_says_from_which_to_which(wijk: Wijk) -> None:
    begin = len(lines())
    wijk.name = "Lewenborg"
    wijk.city = "Groningen"  # not audited
    with clock.at(date(2026, 3, 2)):
        db.session.commit()
    assert lines()[begin:] == [("command", "wijk:1", "name", "Beijum", "Lewenborg")]


def test_what_stays_the_same_leaves_no_line(wijk: Wijk) -> None:
    begin = len(lines())
    wijk.name = "Beijum"
    db.session.commit()
    assert len(lines()) == begin


def test_a_change_that_is_rolled_back_leaves_no_line(wijk: Wijk) -> None:
    begin = len(lines())
    wijk.name = "Lewenborg"
    db.session.flush()
    db.session.rollback()
    assert len(lines()) == begin


def test_somebody_who_did_not_sign_in_is_the_public(app: Flask, wijk: Wijk) -> None:
    @public
    def rename() -> str:
        found = db.session.get(Wijk, 1)
        assert found is not None
        found.iban = "NL00TEST0000000001"
        audit.record("wijk:1", "looked_at", now="x" * 500)
        return "gedaan"

    app.add_url_rule("/hernoem", view_func=rename, methods=["POST"])
    assert app.test_client().post("/hernoem").status_code == 200
    assert {line[:3] for line in lines()[-2:]} == {("public", "wijk:1", "iban"), ("public", "wijk:1", "looked_at")}


def test_all_that_changes_at_once_is_told_in_one_statement(wijk: Wijk, statements: Callable[[], Any]) -> None:
    begin = len(lines())
    wijk.name = "Lewenborg"
    wijk.iban = "NL00TEST0000000001"
    db.session.add(Account(number="99999", name="Proef", rgs="W", kind="P", side="D"))
    with statements() as seen:
        db.session.commit()
    assert len([statement for statement in seen if statement.startswith("INSERT INTO audit_line")]) == 1
    assert len(lines()) > begin + 1
