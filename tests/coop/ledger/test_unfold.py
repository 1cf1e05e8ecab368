"""Rows that go to the database as one parameter come back as they were."""

import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Column, Date, Integer, MetaData, String, Table, select
from sqlalchemy.orm import Session

from coop.ledger.unfold import insert_unfolded, unfolded

TABLE = Table(
    "unfolded_here",
    MetaData(),
    Column("place", Integer),
    Column("cents", BigInteger),
    Column("day", Date),
    Column("words", String(200)),
    Column("same", String(10)),
    prefixes=["TEMPORARY"],
)
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
ROW = st.tuples(st.integers(-(2**62), 2**62), st.dates(date(1900, 1, 1)), st.none() | WORDS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(rows=st.lists(ROW, max_size=20))
def test_every_row_comes_back_as_it_was(session: Session, rows: list[tuple[int, date, str | None]]) -> None:
    connection = session.connection()
    TABLE.create(connection, checkfirst=True)
    sent = [(place, cents, day.isoformat(), words) for place, (cents, day, words) in enumerate(rows)]
    connection.execute(
        insert_unfolded(TABLE, ("place", "cents", "day", "words"), "same"),
        {"rows": json.dumps(sent), "same": "gelijk"},
    )
    found = connection.execute(select(TABLE).order_by(TABLE.c.place)).all()
    assert [tuple(row) for row in found] == [(i, *row, "gelijk") for i, row in enumerate(rows)]
    connection.execute(TABLE.delete())


def test_a_list_is_searched_whatever_its_length(session: Session) -> None:
    texts = [f"woord {i}" for i in range(70_000)]
    found = session.connection().execute(unfolded("texts"), {"texts": json.dumps([[text] for text in texts])})
    assert found.scalars().all() == texts
