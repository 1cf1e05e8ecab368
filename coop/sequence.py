"""Numbers without gaps or doubles: a counter row, raised in the transaction that uses the number."""

from sqlalchemy import String, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db


class Sequence(Model):
    """A counter by name; a rolled back transaction gives its numbers back."""

    __tablename__ = "sequence"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    last: Mapped[int]


def next_number(name: str) -> int:
    """The next number of a series, from 1 on; who comes second waits until the first has committed."""
    return take_numbers(name, 1).start


def take_numbers(name: str, count: int) -> range:
    """A block of so many consecutive numbers of a series."""
    raise_it = (
        update(Sequence)
        .where(Sequence.name == name)
        .values(last=Sequence.last + count)
        .returning(Sequence.last)
        .execution_options(synchronize_session=False)
    )
    last = db.session.scalar(raise_it)
    if last is None:
        _make(name)
        last = db.session.scalar(raise_it)
        assert last is not None  # noqa: S101 - the row was made above
    return range(last - count + 1, last + 1)


def last_number(name: str) -> int:
    """The last number given out, 0 when none was."""
    return db.session.scalar(select(Sequence.last).where(Sequence.name == name)) or 0


def _make(name: str) -> None:
    # Two who make it at once both succeed: the second finds it there.
    dialect = db.session.get_bind().dialect.name
    make = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}.get(dialect, insert)(Sequence)
    db.session.execute(make.values(name=name, last=0).on_conflict_do_nothing())  # type: ignore[attr-defined]
