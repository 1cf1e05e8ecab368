"""Mail goes out after the commit: by SMTP where a server is set, else into the mail folder."""

import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask

from coop import files, mail, outbox
from coop.database import db
from coop.wijk import Wijk


@pytest.fixture(autouse=True)
def _wijk(app: Flask) -> None:
    db.session.add(Wijk(name="Wijkbedrijf Beijum", email="wijk@example.org"))
    db.session.commit()


def test_a_mail_lies_in_the_folder_with_its_text_and_attachment(app: Flask) -> None:
    kept = files.keep(b"%PDF-1.7", "factuur.pdf", "application/pdf")
    sent = mail.send("jan@example.org", "Je factuur\nBcc: x@example.org", "Dag Jan", "<p>Dag</p>", [kept.sha256])
    db.session.commit()
    assert sent.sent_at is None
    outbox.work()
    assert sent.sent_at is not None
    (path,) = Path(app.config["MAIL_FOLDER"]).iterdir()
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert message["To"] == "jan@example.org"
    assert message["Bcc"] is None
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == "Dag Jan"
    assert [part.get_filename() for part in message.iter_attachments()] == ["factuur.pdf"]


def test_a_mail_of_a_failed_transaction_is_never_sent(app: Flask) -> None:
    mail.send("jan@example.org", "Je factuur", "Dag Jan")
    db.session.rollback()
    outbox.work()
    assert not Path(app.config["MAIL_FOLDER"]).exists()


def test_a_mail_that_was_sent_is_not_sent_again(app: Flask) -> None:
    sent = mail.send("jan@example.org", "Je factuur", "Dag Jan")
    db.session.commit()
    with post_office() as (address, received):
        app.config["SMTP_URL"] = address
        mail.deliver({"mail": sent.id})
        mail.deliver({"mail": sent.id})
        mail.deliver({"mail": 999})
    assert len(received) == 1
    assert "Subject: Je factuur" in received[0]
    assert "To: jan@example.org" in received[0]


def test_a_mail_waits_while_the_server_does_not_answer(app: Flask) -> None:
    with post_office() as (address, _received):
        pass  # closed again: nobody answers there
    app.config["SMTP_URL"] = address
    sent = mail.send("jan@example.org", "Je factuur", "Dag Jan")
    db.session.commit()
    assert outbox.work() == 1
    assert sent.sent_at is None


@contextmanager
def post_office() -> Iterator[tuple[str, list[str]]]:
    """A mail server on this machine that accepts everything; gives its address and what it received."""
    received: list[str] = []

    class Counter(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 hier\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 ga door\r\n")
                    letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                    received.append(letter.decode())
                self.wfile.write(b"221 dag\r\n" if word == b"QUIT" else b"250 goed\r\n")
                if word == b"QUIT":
                    return

    class Office(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Office(("127.0.0.1", 0), Counter) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", received
        server.shutdown()
        thread.join()
