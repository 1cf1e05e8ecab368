"""Member shares: every move of them in order, and what follows from the moves: who holds what, who owes what.

A member's share in the capital is issued against a claim on the member, paid, handed on to another member,
redeemed against a debt to who leaves, and paid back. Holdings and open amounts are derived, never kept.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, db, pk
from coop.errors import NotFound
from coop.money import Money
from members.member import Member


class Move(StrEnum):
    """What can happen to shares."""

    ISSUE = "issue"
    PAYMENT = "payment"
    TRANSFER = "transfer"
    REDEMPTION = "redemption"
    REPAYMENT = "repayment"


class ShareMove(Model):
    """One move of shares or of the money for them; never changed, undone by its mirror.

    The database refuses a move after which somebody would hold less than nothing, or have paid or been paid
    back more than was asked (migration 0007).
    """

    __tablename__ = "share_move"
    __table_args__ = (
        CheckConstraint("kind IN ('issue', 'payment', 'transfer', 'redemption', 'repayment')", name="kind"),
        CheckConstraint(
            "(kind IN ('payment', 'repayment')) = (shares IS NULL) AND (shares IS NULL) = (value IS NULL)",
            name="of_shares",
        ),
        CheckConstraint("shares > 0 AND value > 0", name="count"),
        CheckConstraint("amount > 0 AND (shares IS NULL OR amount = shares * value)", name="amount"),
        CheckConstraint("(kind = 'transfer') = (receiver_id IS NOT NULL)", name="receiver"),
        CheckConstraint("receiver_id <> member_id", name="somebody_else"),
        CheckConstraint("(way IS NOT NULL) = (kind IN ('payment', 'repayment'))", name="paid"),
        CheckConstraint("way IN ('bank', 'cash')", name="way"),
        Index("ix_share_move_member", "member_id", "id"),
    )

    id: Mapped[int] = pk()
    kind: Mapped[str] = mapped_column(String(10))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    day: Mapped[date]
    shares: Mapped[int | None]
    value: Mapped[Money | None]
    """What one share is worth, by the statutes on the day it was issued."""
    amount: Mapped[Money]
    way: Mapped[str | None] = mapped_column(String(10))
    reversal_of: Mapped[int | None] = mapped_column(ForeignKey("share_move.id"), unique=True)
    booked_at: Mapped[datetime]
    booked_by: Mapped[str] = mapped_column(String(60))

    member: Mapped[Member] = relationship(foreign_keys=[member_id], lazy="joined", innerjoin=True)
    receiver: Mapped[Member | None] = relationship(foreign_keys=[receiver_id])

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return f"share:{self.id}"


@dataclass
class Standing:
    """How a member stands: shares by their worth, what is still to be paid in and what is to be paid back."""

    held: Counter[Money] = field(default_factory=Counter)
    unpaid: Money = field(default_factory=Money.zero)
    owed: Money = field(default_factory=Money.zero)

    @property
    def shares(self) -> int:
        """How many shares, of whatever worth."""
        return self.held.total()

    @property
    def capital(self) -> Money:
        """What the shares are worth together."""
        return sum((value * count for value, count in self.held.items()), Money.zero())

    def __bool__(self) -> bool:
        return bool(self.shares or self.unpaid or self.owed)


def tally(moves: Iterable[ShareMove]) -> dict[int, Standing]:
    """How each member stands after these moves, by the key of the member."""
    found: dict[int, Standing] = {}
    for move in moves:
        mirror = 1 if move.reversal_of is None else -1
        theirs = found.setdefault(move.member_id, Standing())
        amount = move.amount * mirror
        if move.kind == Move.PAYMENT:
            theirs.unpaid -= amount
        elif move.kind == Move.REPAYMENT:
            theirs.owed -= amount
        if move.shares is None or move.value is None:
            continue
        count = move.shares * mirror
        theirs.held[move.value] += count if move.kind == Move.ISSUE else -count
        if move.kind == Move.ISSUE:
            theirs.unpaid += amount
        elif move.kind == Move.REDEMPTION:
            theirs.owed += amount
        elif move.receiver_id is not None:
            found.setdefault(move.receiver_id, Standing()).held[move.value] += count
    return found


def standings(on: date | None = None) -> list[tuple[Member, Standing]]:
    """The members who hold shares, owe for them or have money coming, by number; at the end of a day if given."""
    query = select(ShareMove).order_by(ShareMove.id)
    if on is not None:
        query = query.where(ShareMove.day <= on)
    found = tally(db.session.scalars(query))
    members = {one.id: one for one in db.session.scalars(select(Member).where(Member.id.in_(found)))}
    rows = [(members[member_id], standing) for member_id, standing in found.items() if standing]
    return sorted(rows, key=lambda row: row[0].number or 0)


def standing_of(member_id: int) -> Standing:
    """How one member stands now."""
    return tally(moves_of(member_id)).get(member_id, Standing())


def moves_of(member_id: int) -> Sequence[ShareMove]:
    """Everything that happened to a member's shares, the latest first."""
    theirs = (ShareMove.member_id == member_id) | (ShareMove.receiver_id == member_id)
    return db.session.scalars(select(ShareMove).where(theirs).order_by(ShareMove.id.desc())).all()


def latest_of(member_id: int) -> int:
    """The number of the last thing that happened to a member's shares; 0 when nothing did."""
    return max((move.id for move in moves_of(member_id)), default=0)


def undone(moves: Sequence[ShareMove]) -> set[int]:
    """Which of these moves were undone, or undo one: the keys of both."""
    mirrors = [move for move in moves if move.reversal_of is not None]
    return {move.id for move in mirrors} | {move.reversal_of for move in mirrors if move.reversal_of}


def find(move_id: int) -> ShareMove:
    """The move with this number; raises NotFound."""
    found = db.session.get(ShareMove, move_id)
    if found is None:
        raise NotFound(gettext("Deze boeking van aandelen is er niet."))
    return found
