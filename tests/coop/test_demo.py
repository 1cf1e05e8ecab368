"""The demo: one command fills an empty house, always with the same wijk."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from coop import clock, demo_command, wijk
from coop.audit import AuditLine
from coop.database import db
from coop.ledger.journal import journals
from coop.ledger.verify import verify
from coop.mail import Mail
from coop.outbox import OutboxTask
from members.demo import demo_logins
from tests.conftest import make_app


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
    told = {"bestellingen", "uren goedgekeurd", "facturen", "resultaat 2025", "kosten gedekt"}
    assert told <= facts.keys()
    assert not db.session.scalar(select(func.count()).select_from(Mail).where(Mail.sent_at.is_(None)))
    waiting = select(OutboxTask.id).where(OutboxTask.kind == "mail", OutboxTask.state == "waiting")
    assert not db.session.scalars(waiting).all()
    its_people = {f"login:{login.id}" for _role, login in demo_logins()}  # paying out takes two of them
    assert set(db.session.scalars(select(AuditLine.actor))) <= {"demo", *its_people}


@pytest.mark.slow
def test_the_same_seed_plays_the_same_books(new_database: Callable[[], str], tmp_path: Path) -> None:
    played = []
    for seed in (7, 7, 8):
        with make_app(new_database(), tmp_path).app_context(), clock.at(date(2025, 3, 20)):
            facts = demo_command.play(seed)
            assert verify().first_fault is None
            books = [(journal.code, journal.last_number, journal.last_hash) for journal in journals()]
            visits = db.session.execute(text("SELECT day, title, price FROM job ORDER BY id")).all()
            played.append((facts, books, visits))
            db.session.remove()
            db.engine.dispose()
    assert played[0] == played[1]
    assert played[0] != played[2]
