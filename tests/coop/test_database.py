"""The database: reading one moment of it, while others go on."""

from flask import Flask
from sqlalchemy import func, insert, select

from coop import clock
from coop.audit import AuditLine
from coop.database import db, one_moment


def test_who_reads_one_moment_keeps_nobody_waiting_and_sees_nothing_new(app: Flask) -> None:
    one_moment()
    count = select(func.count(AuditLine.id))
    before = db.session.scalar(count)
    with db.engine.begin() as other:
        line = {"at": clock.now(), "actor": "test", "subject": "test:1", "what": "made"}
        other.execute(insert(AuditLine), [line])
    assert db.session.scalar(count) == before
    db.session.rollback()
    assert db.session.scalar(count) == (before or 0) + 1
