"""Keys taken ahead for many rows, so that they are written in one statement instead of one each.

SQLite gives back the keys of many new rows in no certain order, so SQLAlchemy inserts them one by one there
unless it knows the keys beforehand.
"""

from sqlalchemy import func, select, text

from coop.database import Model, db


def take_keys(model: type[Model], count: int) -> list[int]:
    """So many unused values for the column `id` of a table, for use in this transaction."""
    table = model.__tablename__
    if db.session.get_bind().dialect.name == "postgresql":
        taken = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")
        return list(db.session.scalars(taken, {"table": table, "count": count}))
    # The writer's lock is held from the first statement on, so nobody takes the same ones.
    last = db.session.scalar(select(func.max(model.__table__.c.id))) or 0
    return list(range(last + 1, last + 1 + count))
