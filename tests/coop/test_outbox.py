"""Effects outside the database happen after the commit that causes them, and survive a worker that dies."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from coop import clock, outbox, sequence
from coop.audit import AuditLine
from coop.database import db
from coop.outbox import LEASE, TRIES, OutboxTask
from coop.wijk import Wijk
from tests.coop.unwritable import closed_to_writing

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _only_our_handlers() -> Iterator[None]:
    kept = dict(outbox._handlers)
    yield
    outbox._handlers.clear()
    outbox._handlers.update(kept)


def count(_payload: dict[str, object]) -> None:
    sequence.next_number("done")


def tasks() -> list[OutboxTask]:
    db.session.expire_all()
    return list(db.session.scalars(select(OutboxTask).order_by(OutboxTask.id)))


def test_a_task_is_done_after_its_commit_and_once(app: Flask) -> None:
    outbox.handler("count")(count)
    outbox.put("count", {})
    db.session.commit()
    assert outbox.work() == 1
    assert outbox.work() == 0
    assert sequence.last_number("done") == 1
    assert tasks()[0].state == "done"


def test_a_task_of_a_failed_transaction_never_happens(app: Flask) -> None:
    outbox.handler("count")(count)
    outbox.put("count", {})
    db.session.rollback()
    assert outbox.work() == 0


def test_a_key_is_asked_for_once(app: Flask) -> None:
    outbox.put("count", {"who": 1}, key="brief:1")
    outbox.put("count", {"who": 1}, key="brief:1")
    assert len(tasks()) == 1


def test_a_key_asked_for_by_many_at_once_is_asked_for_once(app: Flask) -> None:
    def ask(_number: int) -> None:
        with app.app_context():
            outbox.put("count", {"who": 1}, key="brief:1")
            db.session.commit()
            db.session.remove()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(ask, range(6)))
    assert len(tasks()) == 1


def test_what_is_more_urgent_goes_first(app: Flask) -> None:
    order: list[object] = []
    outbox.handler("note")(lambda payload: order.append(payload["nr"]))
    for number, priority in enumerate((5, 5, 1)):
        outbox.put("note", {"nr": number}, priority=priority)
    db.session.commit()
    outbox.work()
    assert order == [2, 0, 1]


def test_a_task_that_fails_leaves_nothing_and_is_tried_again_ever_later(app: Flask) -> None:
    def fail(payload: dict[str, object]) -> None:
        count(payload)
        raise OSError("het adres van mevrouw Bos")

    outbox.handler("fail")(fail)
    with clock.at(NOON):
        outbox.put("fail", {})
        db.session.commit()
        assert outbox.work() == 1  # it is not due again at once
    moment, waits = NOON, []
    for _ in range(TRIES - 1):
        (task,) = tasks()
        assert (task.state, task.trouble, task.leased_until) == ("waiting", "OSError", None)
        waits.append(task.due_at - moment)
        moment = task.due_at
        with clock.at(moment):
            assert outbox.work() == 1
    assert waits == sorted(waits)
    assert waits[0] < waits[-1]
    assert sum(waits, timedelta()) > timedelta(hours=9)
    assert tasks()[0].state == "failed"
    with clock.at(moment + timedelta(days=9)):
        assert outbox.work() == 0
    assert sequence.last_number("done") == 0


def test_the_lease_of_a_killed_worker_runs_out_and_the_task_is_done(app: Flask) -> None:
    outbox.handler("count")(count)
    with clock.at(NOON):
        outbox.put("count", {})
        db.session.commit()
        assert outbox._lease() is not None  # taken up, and then the worker was killed
        assert outbox.work() == 0
    with clock.at(NOON + LEASE + timedelta(seconds=1)):
        assert outbox.work() == 1
    assert sequence.last_number("done") == 1


def test_two_workers_never_do_the_same_task(app: Flask) -> None:
    outbox.handler("count")(count)
    for _ in range(12):
        outbox.put("count", {})
    db.session.commit()

    def work(_number: int) -> int:
        with app.app_context():
            try:
                return outbox.work()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(3) as pool:
        taken = list(pool.map(work, range(3)))
    left = outbox.work()  # a worker stops when another was first; the next round takes the rest
    assert sum(taken) + left == 12
    assert sequence.last_number("done") == 12


def test_a_worker_that_is_told_to_stop_takes_up_no_other_task(app: Flask) -> None:
    outbox.handler("count")(count)
    for _ in range(3):
        outbox.put("count", {})
    db.session.commit()
    rounds = iter([False, True])
    outbox.serve(lambda: next(rounds), rest=0)
    assert [task.state for task in tasks()] == ["done", "waiting", "waiting"]


def test_a_worker_outlives_a_database_that_cannot_be_written(app: Flask) -> None:
    outbox.handler("count")(count)
    outbox.put("count", {})
    db.session.commit()
    rounds = iter([False, False, True, False, True])
    with closed_to_writing():
        outbox.serve(lambda: next(rounds), rest=0)
    assert [(task.state, task.tries) for task in tasks()] == [("waiting", 0)]
    db.session.rollback()
    outbox.serve(lambda: next(rounds), rest=0)
    assert [task.state for task in tasks()] == ["done"]


def test_what_a_task_changes_is_in_the_trail_as_the_workers(app: Flask) -> None:
    db.session.add(Wijk(name="Beijum"))
    outbox.handler("rename")(lambda _payload: setattr(db.session.get(Wijk, 1), "name", "Lewenborg"))
    outbox.put("rename", {})
    db.session.commit()
    outbox.work()
    last = db.session.scalars(select(AuditLine).order_by(AuditLine.id.desc())).first()
    assert last is not None
    assert (last.actor, last.what, last.was, last.now) == ("worker", "name", "Beijum", "Lewenborg")


def test_a_task_nobody_knows_is_kept_for_who_will(app: Flask) -> None:
    outbox.put("onbekend", {})
    db.session.commit()
    outbox.work(limit=1)
    (task,) = tasks()
    assert (task.state, task.trouble) == ("waiting", "KeyError")
    db.session.execute(update(OutboxTask).values(due_at=NOON))
