"""`coop bank import`: the outcome per file in every format, and a dry run that keeps nothing."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from coop import clock
from coop.database import db
from invoicing.bank.line import BankLine
from tests.coop.command import Coop, runner
from tests.invoicing.bank.cast import MONDAY, MT940, camt, entry, statement
from tests.invoicing.cast import wijk


@pytest.fixture
def coop(app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Coop]:
    """Run `coop` in the wijk."""
    wijk()
    db.session.commit()
    with clock.at(MONDAY):
        yield runner(app, monkeypatch, capsys)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of the bank."""
    made = tmp_path / "maart.940"
    made.write_bytes(MT940)
    return made


def _kept() -> int:
    kept = db.session.scalar(select(func.count()).select_from(BankLine)) or 0
    db.session.remove()  # or the next command would wait for it
    return kept


def test_a_dry_run_tells_what_would_be_new_and_keeps_nothing(coop: Coop, file: Path) -> None:
    answer = coop(f"bank import {file} {file} --dry-run --format json")
    assert [(row["new"], row["known"]) for row in json.loads(answer.out)["rows"]] == [(2, 0), (0, 2)]
    assert _kept() == 0


def test_the_outcome_comes_in_every_format(coop: Coop, file: Path, tmp_path: Path) -> None:
    doubted = tmp_path / "twijfel.xml"
    doubted.write_bytes(camt(statement(entry("-40.00"), number="S-2")))
    table = coop(f"bank import {file}")
    assert (table.code, "maart.940" in table.out) == (0, True)
    assert _kept() == 2
    [row] = json.loads(coop(f"bank import {file} --format json").out)["rows"]
    assert (row["new"], row["known"], row["credit"], row["debit"]) == (0, 2, 4000, 750)
    told = list(csv.DictReader(io.StringIO(coop(f"bank import {doubted} --format csv").out), delimiter=";"))
    assert (told[0]["Niet gelezen"], "ander soort" in told[0]["Bijzonderheden"]) == ("1", True)


def test_a_file_that_is_no_statement_ends_with_1_after_the_others_were_kept(
    coop: Coop, file: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0")
    answer = coop(f"bank import {photo} {file}")
    assert (answer.code, _kept()) == (1, 2)
    assert "geen bankbestand dat we kennen" in answer.out
