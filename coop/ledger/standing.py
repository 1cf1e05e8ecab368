"""What stands: the transaction of a fact that can be undone and done again, such as opening the books."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from coop.database import db
from coop.ledger.transaction import Transaction


def standing(fact: str) -> Transaction | None:
    """The last transaction of a fact (`opening:2026`) that was not reversed, None while there is none."""
    return db.session.scalar(
        select(Transaction)
        .where(_of(fact), not_reversed())
        .order_by(Transaction.posted_at.desc(), Transaction.number.desc())
        .limit(1)
    )


def next_source(fact: str) -> str:
    """The source for doing it now: the fact itself, or with a number behind it when it was undone before."""
    times = len(db.session.scalars(select(Transaction.id).where(_of(fact))).all())
    return f"{fact}:{times + 1}" if times else fact


def not_reversed() -> ColumnElement[bool]:
    """That no other transaction takes this one back."""
    other = aliased(Transaction)
    return ~select(other.id).where(other.reversal_of == Transaction.id).exists()


def _of(fact: str) -> ColumnElement[bool]:
    return (Transaction.source == fact) | Transaction.source.startswith(f"{fact}:", autoescape=True)
