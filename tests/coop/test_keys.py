"""Many new rows are written in one statement, on SQLite too, and no key is given twice."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from coop.database import db
from coop.ledger.cost_object import CostObject
from members.party import Organisation, Person


def test_many_new_rows_are_written_in_one_statement(app: Flask, statements: Callable[[], Any]) -> None:
    rows = [_row(number) for number in range(50)]
    db.session.add_all(rows)
    with statements() as seen:
        db.session.flush()
    assert len([statement for statement in seen if statement.startswith("INSERT")]) == 1
    keys = [row.id for row in rows]
    assert keys == sorted(set(keys))
    db.session.add(_row(50))
    db.session.flush()


def test_people_and_organisations_do_not_take_each_others_keys(app: Flask) -> None:
    parties = [Person(name="A"), Organisation(name="B"), Person(name="C"), Organisation(name="D")]
    db.session.add_all(parties)
    db.session.flush()
    assert len({party.id for party in parties}) == 4


def _row(number: int) -> CostObject:
    return CostObject(code=f"project:{number}", name=f"Project {number}", kind="project")
