"""`coop sepa payout`: the file of an approved order, or an order that waits for a second person."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from coop import audit, clock
from coop.database import db
from coop.errors import Refusal
from invoicing.paying_out import approving, order
from invoicing.sepa_command import command
from tests.invoicing.cast import wijk
from tests.invoicing.paying_out.cast import APPROVER, asks, supplier


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(date(2026, 3, 12)):
        wijk()
        asks(supplier())
        db.session.commit()
        yield


def payout(*arguments: str) -> Result:
    """Give the command."""
    return CliRunner().invoke(command, ["payout", *arguments])


def test_a_dry_run_only_tells(tmp_path: Path) -> None:
    told = payout("--dry-run", "--format", "json", "--until", "2026-03-12").output
    assert '"amount": 12100' in told
    assert order.latest(1) == []


def test_the_file_comes_after_the_second_person_once(tmp_path: Path) -> None:
    out = tmp_path / "betalen.xml"
    for _twice in range(2):  # given again, it makes no second order
        told = payout("--out", str(out))
        assert isinstance(told.exception, Refusal)
        assert "staat klaar" in told.exception.sentence
    assert not out.exists()
    with audit.actor(APPROVER):
        approving.approve(order.find(1, lock=True))
    db.session.commit()
    written = payout("--out", str(out))
    assert written.exit_code == 0
    assert "UIT-000001" in written.output
    assert b'<InstdAmt Ccy="EUR">121.00</InstdAmt>' in out.read_bytes()
    again = payout("--out", str(out))
    assert isinstance(again.exception, Refusal)
    assert again.exception.sentence == "Er is niets gekozen om te betalen."


def test_without_a_place_for_the_file_nothing_is_done(tmp_path: Path) -> None:
    for arguments in ((), ("--out", str(tmp_path / "no" / "such" / "folder.xml"))):
        assert isinstance(payout(*arguments).exception, Refusal)
    with audit.actor(APPROVER):
        approving.approve(order.find(1, lock=True))
    db.session.commit()
    assert isinstance(payout("--out", str(tmp_path / "no" / "such" / "folder.xml")).exception, Refusal)
    db.session.rollback()
    assert order.find(1).fetched_at is None
