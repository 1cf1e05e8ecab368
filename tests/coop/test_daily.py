"""The daily round is a task of the worker: one that fails is tried again the same day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from coop import clock, outbox
from coop.daily import ROUND, new_day
from coop.database import db
from coop.outbox import OutboxTask
from coop.worker_command import command

EVENING = datetime(2026, 3, 2, 22, 58, tzinfo=UTC)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[date]]:
    """The days that were told; the first telling fails."""
    days: list[date] = []

    def listen(day: date) -> None:
        days.append(day)
        if len(days) == 1:
            raise OSError

    monkeypatch.setattr(new_day, "_listeners", [listen])
    return days


def test_a_round_that_fails_is_tried_again(app: Flask, told: list[date]) -> None:
    worker = app.test_cli_runner()
    with clock.at(EVENING):
        worker.invoke(command, ["--once"])
    assert db.session.scalars(select(OutboxTask.state).where(OutboxTask.kind == ROUND)).all() == ["waiting"]
    db.session.commit()
    with clock.at(EVENING + timedelta(minutes=1)):
        assert outbox.work() == 1
    assert told == [date(2026, 3, 2)] * 2
