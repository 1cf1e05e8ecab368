"""Mail: written as a row in the commit that causes it, sent by the worker afterwards."""

import json
import smtplib
from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import JSON, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import clock, files, outbox, wijk
from coop.database import Model, db, pk


class Mail(Model):
    """A message to somebody; sent once it says when."""

    __tablename__ = "mail"

    id: Mapped[int] = pk()
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    attachments: Mapped[list[str]] = mapped_column(JSON, default=list)
    about: Mapped[str | None] = mapped_column(String(80), index=True)
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


def send(
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    attachments: list[str] | None = None,
    about: str | None = None,
) -> Mail:
    """Have a mail sent after the commit; attachments are hashes of kept files, `about` names the subject."""
    mail = Mail(
        to=to,
        subject=" ".join(subject.split())[:200],
        text=text,
        html=html,
        attachments=attachments or [],
        about=about,
        made_at=clock.now(),
    )
    db.session.add(mail)
    db.session.flush()
    outbox.put("mail", {"mail": mail.id}, key=f"mail:{mail.id}", priority=3)
    return mail


def of_tasks(tasks: Iterable[outbox.OutboxTask]) -> dict[int, Mail]:
    """The mail that each of these tasks should send, by the id of the task; a task of another kind has none."""
    wanted = {task.id: json.loads(task.payload).get("mail") for task in tasks if task.kind == "mail"}
    found = {mail.id: mail for mail in db.session.scalars(select(Mail).where(Mail.id.in_(wanted.values())))}
    return {task_id: found[mail_id] for task_id, mail_id in wanted.items() if mail_id in found}


def about(subject: str) -> list[Mail]:
    """The mails about a subject, such as `invoice:2026-0042`, in order."""
    return list(db.session.scalars(select(Mail).where(Mail.about == subject).order_by(Mail.id)))


@outbox.handler("mail")
def deliver(payload: dict[str, int]) -> None:
    """Send one mail by SMTP, or lay it in the mail folder where no server is set."""
    mail = db.session.get(Mail, payload["mail"])
    if mail is None or mail.sent_at is not None:
        return
    message = _message(mail)
    server = current_app.config["SMTP_URL"]
    if server:
        _by_smtp(server, message)
    else:
        folder = Path(current_app.config["MAIL_FOLDER"])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{mail.id:06d}.eml").write_bytes(bytes(message))
    mail.sent_at = clock.now()


def _message(mail: Mail) -> EmailMessage:
    house = wijk.current()
    message = EmailMessage()
    message["From"] = f"{house.name} <{house.email}>"
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.made_at)
    # The same id at every try, so that a mail sent twice is shown once.
    message["Message-ID"] = f"<{mail.id}.{int(mail.made_at.timestamp())}@{house.email.rpartition('@')[2]}>"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    for sha256 in mail.attachments:
        stored = files.get(sha256)
        if stored is not None:
            main, _, sub = stored.content_type.partition("/")
            message.add_attachment(stored.content, maintype=main, subtype=sub, filename=stored.name)
    return message


def _by_smtp(url: str, message: EmailMessage) -> None:
    address = urlsplit(url)
    secure = address.scheme == "smtps"
    client = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with client(address.hostname or "localhost", address.port or (465 if secure else 25), timeout=20) as server:
        if address.scheme == "smtp+starttls":
            server.starttls()
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(message)
