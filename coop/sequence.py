"""Numbers without gaps or doubles: a counter row, raised in the transaction that uses the number."""

from sqlalchemy import String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db, insert_unless_there


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
        insert_unless_there(Sequence, name=name, last=0)
        last = db.session.scalar(raise_it)
        assert last is not None  # noqa: S101 - the row was made above
    return range(last - count + 1, last + 1)


def last_number(name: str) -> int:
    """The last number given out, 0 when none was."""
    return db.session.scalar(select(Sequence.last).where(Sequence.name == name)) or 0
