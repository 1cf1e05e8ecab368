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
from tests.coop.command import Coop, runner
from tests.coop.unwritable import contents, full, read_only

Process = Callable[..., "subprocess.CompletedProcess[str]"]

SMALL = 50_000  # bytes: less than SQLite writes to its log for a commit, and a full disk to whoever writes more


@pytest.fixture
def coop(app: Flask, tmp_path: Path) -> Process:
    """Run `coop` with these words as a process, on an empty database of its own."""
    there = {**os.environ, "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], "VAR": str(tmp_path)}

    def run(*words: str, largest_file: int | None = None, **changed: str) -> "subprocess.CompletedProcess[str]":
        limited = ["prlimit", f"--fsize={largest_file}"] if largest_file else []
        command = [*limited, sys.executable, "-m", "coop.cli", *words]
        return subprocess.run(
            command, cwd=house.ROOT, env={**there, **changed}, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture
def coop_here(app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coop:
    """Run `coop` with these words in this process."""
    return runner(app, monkeypatch, capsys)


@pytest.mark.any_database
def test_a_refusal_is_one_sentence_and_exit_1(coop: Process, coop_here: Coop, tmp_path: Path) -> None:
    refused = coop_here("sepa payout")
    assert (refused.code, len(refused.err.splitlines())) == (1, 1)
    unready = coop("ledger", "verify", DATABASE_URL=f"sqlite:///{tmp_path / 'leeg.sqlite'}")
    assert unready.returncode == 1
    assert unready.stderr.splitlines() == [
        "De database antwoordt niet of is nog niet klaar. Draai eerst: bin/coop db upgrade"
    ]


def test_a_full_disk_or_a_database_that_may_only_be_read_is_one_sentence_and_exit_1(
    app: Flask, coop: Process
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


@pytest.mark.parametrize("words", ["bestaat-niet", "ledger verify --format xml", "demo load --scale 0"])
def test_wrong_use_is_exit_2(coop_here: Coop, words: str) -> None:
    answer = coop_here(words)
    assert answer.code == 2
    assert "Traceback" not in answer.err


@pytest.mark.any_database
def test_a_process_of_its_own_answers_the_same(coop: Process, coop_here: Coop) -> None:
    for words, code in (("ledger verify --format json", 0), ("bestaat-niet", 2)):
        there, here = coop(*words.split()), coop_here(words)
        assert (there.returncode, there.stdout, there.stderr) == (here.code, here.out, here.err)
        assert here.code == code


def test_a_report_comes_as_table_json_and_csv(coop_here: Coop) -> None:
    table, found, rows = (coop_here(f"ledger verify --format {form}") for form in ("table", "json", "csv"))
    assert [answer.code for answer in (table, found, rows)] == [0, 0, 0], table.err
    assert "rows" in json.loads(found.out)
    assert ";" in rows.out.splitlines()[0]
    assert table.out != rows.out
