"""`coop` run in the process of the test: starting a process of its own takes a hundred times as long."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from coop import cli
from coop.database import db


@dataclass
class Answer:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


Coop = Callable[[str], Answer]


def runner(app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coop:
    """A function that runs `coop` in this app with words."""
    db.session.remove()
    monkeypatch.setattr(cli, "create_app", lambda: app)  # one house, which lets go of its database at the end

    def run(words: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["coop", *words.split()])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return Answer(int(ended.value.code or 0), out, err)

    return run
