"""Real processes of the house, to be killed: `coop` commands, forked from one process that has made the house.

From nothing, a command reads modules and fonts for seconds; twenty kills should not take twenty times as long.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from flask import Flask
from sqlalchemy import Engine, event

from coop import cli
from coop.app import create_app
from coop.database import db
from tests import house


class Processes:
    """Starts commands of the house, kills them, and tells how each ended."""

    def __init__(self, parent: "subprocess.Popen[str]") -> None:
        self._parent = parent

    def start(self, *words: str, statements: int = 0) -> int:
        """Begin `coop` with these words and return its process id; after so many statements it kills itself."""
        return self._ask({"words": words, "statements": statements})

    def run_in_parent(self, *words: str) -> int:
        """Carry `coop` with these words out in the parent itself and return its exit code.

        What it reads, puts in words and lays out for the first time, its children know from then on.
        """
        return self._ask({"words": words, "here": True})

    def kill(self, process: int) -> None:
        """Kill it at once, wherever it is; one that has ended stays as it is."""
        os.kill(process, signal.SIGKILL)

    def ended(self, process: int) -> int:
        """Wait until it has ended and return its exit code, below zero the signal that ended it."""
        return self._ask({"process": process})

    def _ask(self, what: dict[str, object]) -> int:
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        print(json.dumps(what), file=self._parent.stdin, flush=True)
        return int(self._parent.stdout.readline())


@contextmanager
def processes(app: Flask, log: Path) -> Iterator[Processes]:
    """Offer processes that live with the settings of this app; what they say goes to the log."""
    there = {"DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], "SMTP_URL": app.config["SMTP_URL"]}
    with subprocess.Popen(
        # Not run by its file: the processes that print for a command would read all of it again.
        [sys.executable, "-c", "from tests.stories.processes import serve; serve()", str(log)],
        cwd=house.ROOT,
        env={**os.environ, **there, "VAR": str(app.config["VAR"])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        yield Processes(parent)


def serve() -> None:
    """Be the parent: fork a command for each line that asks one, and wait for the one that is asked after."""
    answers = _talk_to_the_log()
    made = create_app()
    cli.create_app = lambda: made  # type: ignore[assignment]
    for line in sys.stdin:
        asked = json.loads(line)
        if "process" in asked:
            answer(os.waitstatus_to_exitcode(os.waitpid(asked["process"], 0)[1]), answers)
        elif "here" in asked:
            answer(_carry_out(made, asked["words"]), answers)
        else:
            process = os.fork()
            if process == 0:
                _become(asked["words"], asked["statements"])
            answer(process, answers)


def answer(number: int, asker: TextIO = sys.stdout) -> None:
    """Tell whoever asked a parent on its input."""
    asker.write(f"{number}\n")
    asker.flush()


def _talk_to_the_log() -> TextIO:
    """Let all that is said from now on go to the log; the way to whoever asks is returned."""
    answers = os.fdopen(os.dup(1), "w")
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    return answers


def _carry_out(made: Flask, words: list[str]) -> int:
    sys.argv = ["coop", *words]
    try:
        cli.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    finally:
        with made.app_context():
            db.engine.dispose()  # or its children would share a connection
    return 0


def _become(words: list[str], statements: int) -> None:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if statements:
        die_after(statements)
    sys.argv = ["coop", *words]
    cli.main()


def die_after(statements: int) -> None:
    """Kill this process before the statement that follows so many."""
    left = iter(range(statements))

    @event.listens_for(Engine, "before_cursor_execute")
    def count(*_statement: object) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
