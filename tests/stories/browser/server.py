"""The real house, served: a WSGI server on a free port of this machine, on the day that a story chooses."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from coop import clock, outbox
from coop.app import create_app
from coop.database import db
from tests import compiled

MONDAY = date(2026, 3, 2)


class HouseServer:
    """The app as it runs for people, forgery tokens and all; only its clock stands still, at `moment`."""

    def __init__(self, database: str, folder: Path, moment: date | datetime = MONDAY) -> None:
        """Open the house with this database; `folder` keeps its mail."""
        self.moment = moment
        self.app = create_app(
            SECRET_KEY="for stories only",
            SQLALCHEMY_DATABASE_URI=database,
            MAIL_FOLDER=str(folder / "mail"),
            VAR=folder,
        )
        self.app.jinja_env.bytecode_cache = compiled.PAGES
        self._mail = folder / "mail"
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=_Silent)
        # A story that falls over before it can close the house must not keep the whole run waiting for it.
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self._server.port}"

    @contextmanager
    def inside(self) -> Iterator[Flask]:
        """Be in the house without its door: what is done here is committed at the end."""
        with self.app.app_context(), clock.at(self.moment):
            yield self.app
            db.session.commit()

    def work(self) -> None:
        """Let the worker carry out all that waits: mail and PDFs."""
        with self.inside():
            outbox.work()

    def mails(self, to: str) -> list[EmailMessage]:
        """What somebody got in their mailbox, in order."""
        kept = (path.read_bytes() for path in sorted(self._mail.glob("*.eml")))
        mails = (message_from_bytes(mail, policy=policy.default) for mail in kept)
        return [mail for mail in mails if mail["To"] == to]

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        with self.app.app_context():
            db.engine.dispose()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with clock.at(self.moment):
            return self.app(environ, start_response)


class _Silent(WSGIRequestHandler):
    def log_request(self, *_args: Any, **_kwargs: Any) -> None:
        """A story tells itself what it does."""
