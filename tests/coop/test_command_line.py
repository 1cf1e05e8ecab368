"""The command line: one clear sentence and exit 1 when it cannot be, exit 2 when it was called wrongly."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests import house
from tests.coop.unwritable import contents, full, read_only

Coop = Callable[..., "subprocess.CompletedProcess[str]"]

SMALL = 50_000  # bytes: less than SQLite writes to its log for a commit, and a full disk to whoever writes more


@pytest.fixture
def coop(app: Flask, tmp_path: Path) -> Coop:
    """Run `coop` with these words, on an empty database of its own."""
    there = {**os.environ, "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], "VAR": str(tmp_path)}

    def run(*words: str, largest_file: int | None = None, **changed: str) -> "subprocess.CompletedProcess[str]":
        limited = ["prlimit", f"--fsize={largest_file}"] if largest_file else []
        command = [*limited, sys.executable, "-m", "coop.cli", *words]
        return subprocess.run(
            command, cwd=house.ROOT, env={**there, **changed}, capture_output=True, text=True, check=False
        )

    return run


def test_a_refusal_is_one_sentence_and_exit_1(coop: Coop, tmp_path: Path) -> None:
    assert coop("wijk", "exists").returncode == 1
    unready = coop("wijk", "exists", DATABASE_URL=f"sqlite:///{tmp_path / 'leeg.sqlite'}")
    assert unready.returncode == 1
    assert unready.stderr.splitlines() == [
        "De database antwoordt niet of is nog niet klaar. Draai eerst: bin/coop db upgrade"
    ]


def test_a_full_disk_or_a_database_that_may_only_be_read_is_one_sentence_and_exit_1(
    app: Flask, coop: Coop
) -> None:
    there = ("--treasurer-name", "Jan", "--treasurer-email", "jan@example.org", "--password", "een lang woord")
    begin = ("wijk", "new", "--name", "Beijum", *there)
    before = contents()
    with full(at="wijk"):
        answers = [coop(*begin, largest_file=SMALL)]
    answers.append(coop(*begin, DATABASE_URL=read_only(app.config["SQLALCHEMY_DATABASE_URI"])))
    assert contents() == before
    assert coop(*begin).returncode == 0
    for answer in answers:
        assert answer.returncode == 1
        assert answer.stderr.splitlines() == [
            "Er kan niets worden opgeslagen: de schijf is vol of de database mag alleen gelezen worden."
        ]


@pytest.mark.parametrize(
    "words", [("bestaat-niet",), ("ledger", "verify", "--format", "xml"), ("demo", "load", "--scale", "0")]
)
def test_wrong_use_is_exit_2(coop: Coop, words: tuple[str, ...]) -> None:
    answer = coop(*words)
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr


def test_a_report_comes_as_table_json_and_csv(coop: Coop) -> None:
    table, found, rows = (coop("ledger", "verify", "--format", form) for form in ("table", "json", "csv"))
    assert [answer.returncode for answer in (table, found, rows)] == [0, 0, 0], table.stderr
    assert "rows" in json.loads(found.stdout)
    assert ";" in rows.stdout.splitlines()[0]
    assert table.stdout != rows.stdout
