"""The demo: one command fills an empty house, always with the same wijk."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from coop import clock, demo_command, wijk
from coop.audit import AuditLine
from coop.database import db
from coop.mail import Mail
from coop.outbox import OutboxTask


def test_the_demo_is_only_played_in_an_empty_house(app: Flask) -> None:
    db.session.add(wijk.Wijk(name="Onze wijk"))
    db.session.commit()
    with pytest.raises(demo_command.NotEmpty):
        demo_command.play(1)
    db.session.expire_all()
    assert wijk.current().name == "Onze wijk"


def test_the_demo_makes_a_wijk_and_leaves_no_mail_waiting(app: Flask) -> None:
    with clock.at(date(2025, 2, 15)):
        facts = demo_command.play(1)
    assert wijk.current().is_demo
    assert facts["wijk"] == wijk.current().name
    assert not db.session.scalar(select(func.count()).select_from(Mail).where(Mail.sent_at.is_(None)))
    waiting = select(OutboxTask.id).where(OutboxTask.kind == "mail", OutboxTask.state == "waiting")
    assert not db.session.scalars(waiting).all()
    assert set(db.session.scalars(select(AuditLine.actor))) <= {"demo"}
