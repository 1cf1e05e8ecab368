"""Mail goes out after the commit: by SMTP where a server is set, else into the mail folder."""

import email
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask

from coop import files, mail, outbox
from coop.database import db
from coop.wijk import Wijk
from tests.coop.post_office import post_office


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
