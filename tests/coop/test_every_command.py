"""Every command: reports in each format, exit 2 for wrong use, a sentence and exit 1 for a refusal."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date

import click
import pytest
from flask import Flask

from coop import clock, floors
from coop.database import db
from coop.report import FORMATS
from coop.wijk import Wijk
from tests.coop.command import Coop, runner

NOWHERE = "/nergens/bestand.csv"
UNREADABLE = f"{NOWHERE} kan niet gelezen worden"

# What each is called with to be refused, and how that begins; nothing where it has nothing to refuse.
REFUSALS: dict[str, tuple[str, str] | None] = {
    "bank import": (NOWHERE, UNREADABLE),
    "bank match": None,
    "budget": ("2026 --version 7", "Deze versie van de begroting is er niet."),
    "db downgrade": None,
    "db revision": None,
    "break-even": ("zwembad", "De dienst “zwembad” is er niet"),
    "db upgrade": None,
    "demo load": ("", "Hier is al een wijk."),
    "exploitatie": None,
    "export xaf": (f"2026 --out {NOWHERE}", f"{NOWHERE} is niet te schrijven"),
    "forecast": None,
    "grant": ("1", "Deze subsidie is er niet."),
    "grants": None,
    "import accounts": (NOWHERE, UNREADABLE),
    "import opening": (NOWHERE, "Er is niets geboekt."),
    "import people": (NOWHERE, UNREADABLE),
    "import services": (NOWHERE, UNREADABLE),
    "invoice export": ("2026-0001 --out x.pdf", "Deze factuur is er niet."),
    "invoices run": ("--until 2026-03-01", "Er is niets te factureren."),
    "ledger verify": None,
    "liquidity": None,
    "payments reconcile": ("", "Er is geen betaalprovider ingesteld."),
    "payments stand-in": ("--port 9 --house http://127.0.0.1:8 --key a --secret b", "Dit is geen demowijk"),
    "people demo": ("", "Dit is geen demowijk"),
    "people link": ("niemand@example.org", "Met niemand@example.org kan niemand inloggen."),
    "people register": None,
    "quotations": ("--state half", "Kies een stand uit"),
    "ready": None,
    "reminders run": ("", "Er is niemand om te herinneren."),
    "report balance-sheet": None,
    "report profit-and-loss": None,
    "report trial-balance": None,
    "scenario compare": ("Duurder", "Er is geen scenario “Duurder”."),
    "scenario list": None,
    "sepa collect": (f"--due 2026-03-16 --out {NOWHERE}", f"{NOWHERE} is niet te schrijven"),
    "sepa payout": ("", "Zeg met --out"),
    "vat return": ("2026-Q5", "Dit tijdvak"),
    "wijk new": ("", "Er is hier al een wijk."),
    "worker": None,
}
# What a report is called with, where it needs words.
ASKED = {
    "budget": "2026",
    "exploitatie": "2026",
    "grant": "1",
    "invoices run": "--until 2026-03-01 --dry-run",
    "reminders run": "--dry-run",
    "report balance-sheet": "2026",
    "report profit-and-loss": "2026",
    "report trial-balance": "2026",
    "sepa payout": "--dry-run",
    "vat return": "2026-Q1",
}
# Reports that need more than an empty wijk; each has a test of its own beside its floor.
ELSEWHERE = {
    "bank import",
    "demo load",
    "grant",
    "import opening",
    "payments reconcile",
    "people demo",
    "scenario compare",
    "sepa collect",
}


@pytest.fixture
def coop(app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Coop]:
    """Run `coop` in a wijk where nothing has happened yet."""
    db.session.add(Wijk(name="Wijk Beijum"))
    db.session.commit()
    with clock.at(date(2026, 3, 2)):
        yield runner(app, monkeypatch, capsys)


def commands() -> dict[str, click.Command]:
    """Every command that can be run, by its words."""
    found: dict[str, click.Command] = {}

    def walk(words: str, command: click.Command) -> None:
        if isinstance(command, click.Group):
            for name, inner in command.commands.items():
                walk(f"{words} {name}", inner)
        else:
            found[words] = command

    for command in floors.found("command", click.Command):
        walk(command.name or "", command)
    return found


def prints_report(command: click.Command) -> bool:
    return "print_report" in getattr(command.callback, "__code__").co_names  # noqa: B009 - a callback may be any callable


REPORTS = sorted(words for words, command in commands().items() if prints_report(command))


def test_every_command_is_in_the_list_of_what_is_refused() -> None:
    assert sorted(REFUSALS) == sorted(commands()), "Say in REFUSALS how the new command is refused."


@pytest.mark.parametrize("words", REPORTS)
def test_every_report_takes_a_format(words: str) -> None:
    [option] = [option for option in commands()[words].params if "--format" in option.opts]
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == FORMATS


@pytest.mark.parametrize("words", [words for words in REPORTS if words not in ELSEWHERE])
def test_every_report_comes_in_every_format(coop: Coop, words: str) -> None:
    asked = f"{words} {ASKED.get(words, '')}"
    table, read, rows = (coop(f"{asked} --format {form}") for form in FORMATS)
    assert [answer.code for answer in (table, read, rows)] == [0, 0, 0], (table.err, read.err, rows.err)
    assert "rows" in json.loads(read.out)
    [headings, *lines] = csv.reader(io.StringIO(rows.out, newline=""), delimiter=";")
    assert {len(line) for line in lines} <= {len(headings)}
    assert table.out.splitlines()[1].startswith("─")
    assert coop(asked).out == table.out


@pytest.mark.parametrize("words", sorted(REFUSALS))
def test_wrong_use_is_exit_2_and_says_what_is_wrong(coop: Coop, words: str) -> None:
    tried = [f"{words} --bestaat-niet"]
    command = commands()[words]
    if any(isinstance(param, click.Argument) and param.nargs == 1 for param in command.params):
        tried.append(f"{words} een twee drie")
    if any(param.required for param in command.params):
        tried.append(words)
    if prints_report(command):
        tried.append(f"{words} {ASKED.get(words, '')} --format xml")
    for wrong in tried:
        answer = coop(wrong)
        assert (answer.code, answer.out) == (2, ""), wrong
        assert "Error: " in answer.err
        assert "Traceback" not in answer.err


@pytest.mark.parametrize("words", [words for words, refusal in REFUSALS.items() if refusal])
def test_a_refusal_is_exit_1_and_a_sentence(coop: Coop, words: str) -> None:
    asked, told = REFUSALS[words] or ("", "")
    answer = coop(f"{words} {asked}")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(told), answer.err
    assert "Traceback" not in answer.err
