"""`coop grants` and `coop grant ID`."""

import json
from datetime import date

import pytest
from flask import Flask

from coop import clock
from coop.database import db
from coop.money import Money
from invoicing.grants import asking
from invoicing.grants.rule import add_rule
from tests.coop.command import runner
from tests.invoicing.cast import wijk
from tests.invoicing.grants.cast import a_bill, a_request


def test_the_commands_say_how_a_grant_stands(
    app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coop = runner(app, monkeypatch, capsys)
    with clock.at(date(2026, 6, 1)):
        wijk()
        asked = a_request()
        asking.send(asked, date(2026, 1, 1))
        given = asking.grant_it(asked, date(2026, 1, 1), Money(700_000))
        add_rule(given.id, "45105", activity_id=asked.activities[0].id)
        a_bill(1, 50_000, date(2026, 2, 1), account="45105")
        db.session.commit()
        [row] = json.loads(coop("grants --format json").out)["rows"]
        assert (row["amount"], row["spent"], row["left"], row["state"]) == (700_000, 50_000, 650_000, "loopt")
        told = json.loads(coop(f"grant {given.id} --format json").out)
        first, second, whole = told["rows"]
        assert [first["requested"], first["granted"], first["spent"], first["difference"]] == [
            400_000,
            350_000,
            50_000,
            300_000,
        ]
        assert (second["spent"], whole["difference"], told["evidence"]) == (0, 650_000, 1)
        assert "Ontmoeting" in coop(f"grant {given.id}").out
