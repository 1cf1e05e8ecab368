"""The web server of the house in a process of its own, to be killed while it answers.

The socket is held by a parent that has read the house: a killed server is followed by the next at once, and who
calls in between waits.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from coop.app import create_app
from coop.database import db
from tests import house
from tests.stories.processes import answer, die_after

WAITING = 64  # connections that the kernel keeps for a server to come


class WebServer:
    """Starts and kills the server at one address."""

    def __init__(self, parent: "subprocess.Popen[str]") -> None:
        self._parent = parent
        self.port = self._ask(0)

    def start(self, statements: int = 0) -> int:
        """Begin to serve and return the process id; after so many statements it kills itself."""
        return self._ask({"statements": statements})

    def answer_in_parent(self, requests: int) -> None:
        """Let the parent itself answer so many; what it reads and puts in words, its servers know from then on."""
        self._ask({"here": requests})

    def kill(self, process: int) -> int:
        """Kill it at once, if it did not do so itself, and return its exit code."""
        os.kill(process, signal.SIGKILL)
        return self._ask({"process": process})

    def _ask(self, what: object) -> int:
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        print(json.dumps(what), file=self._parent.stdin, flush=True)
        return int(self._parent.stdout.readline())


@contextmanager
def web_server(app: Flask, log: Path) -> Iterator[WebServer]:
    """Offer a server with the database and the payment provider of this app."""
    settings = ("STRIPE_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_ADDRESS")
    there = {"DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], "VAR": str(app.config["VAR"])}
    with subprocess.Popen(
        [sys.executable, "-c", "from tests.stories.web_server import serve; serve()", str(log)],
        cwd=house.ROOT,
        env={**os.environ, **there, **{name: app.config[name] for name in settings}},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        yield WebServer(parent)


def serve() -> None:
    """Be the parent."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=WAITING)
    app = create_app()
    for line in sys.stdin:
        asked = json.loads(line)
        if asked == 0:
            answer(listening.getsockname()[1])
        elif "here" in asked:
            answer(_answer(app, listening, asked["here"]))
        elif "process" in asked:
            answer(os.waitstatus_to_exitcode(os.waitpid(asked["process"], 0)[1]))
        else:
            process = os.fork()
            if process == 0:
                _become(app, listening, asked["statements"])
            answer(process)


def _answer(app: Flask, listening: socket.socket, requests: int) -> int:
    server = make_server("127.0.0.1", 0, app, fd=listening.fileno(), request_handler=_Silent)
    for _ in range(requests):
        server.handle_request()
    server.socket.close()  # its own way to it, the door stays open
    with app.app_context():
        db.engine.dispose()  # or its children would share a connection
    return requests


class _Silent(WSGIRequestHandler):
    def log_request(self, *_args: object, **_told: object) -> None:
        """The parent says nothing but its answers."""


def _become(app: Flask, listening: socket.socket, statements: int) -> None:
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream, there in ((0, os.open(os.devnull, os.O_RDONLY)), (1, log), (2, log)):
        os.dup2(there, stream)
    if statements:
        die_after(statements)
    make_server("127.0.0.1", 0, app, threaded=True, fd=listening.fileno()).serve_forever(0.02)
