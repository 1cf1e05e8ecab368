"""A database that serves test after test is each time as it was when just made."""

from typing import Any

import pytest
from sqlalchemy import MetaData, create_engine, text

from tests.databases import Make

LEFT = {
    "rows": "INSERT INTO talent (code, name, icon) VALUES ('zingen', 'Zingen', '')",
    "other rows": "UPDATE ledger_account SET name = 'Anders'",
    "fewer rows": "DELETE FROM talent",
    "a table": "CREATE TABLE extra (id integer)",
    "a column": "ALTER TABLE talent ADD COLUMN extra integer",
    "another name": "ALTER TABLE talent RENAME COLUMN icon TO picture",
}


@pytest.mark.parametrize("left", LEFT)
def test_nothing_of_the_test_before_is_left(new_database: Make, left: str) -> None:
    before = _all_of(new_database("again"))
    after = _all_of(_changed(new_database("again"), LEFT[left]))
    assert after != before
    assert _all_of(new_database("again")) == before
    assert _all_of(_changed(new_database("again"), LEFT[left])) == after  # its numbers begin anew too


def _changed(address: str, statement: str) -> str:
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    return address


def _all_of(address: str) -> dict[str, Any]:
    engine, found = create_engine(address), MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        all_of = {
            table.name: (table.columns.keys(), sorted(map(tuple, connection.execute(table.select())), key=repr))
            for table in found.sorted_tables
        }
    engine.dispose()
    return all_of
