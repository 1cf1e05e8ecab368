"""Booking shares: each move is written down and posted in one go, and undone by its mirror.

| move       | debit                     | credit                    |
| issue      | claim on members          | member capital            |
| payment    | bank or cash              | claim on members          |
| transfer   | member capital (giver)    | member capital (receiver) |
| redemption | member capital            | debt to members           |
| repayment  | debt to members           | bank or cash              |
"""

from datetime import date

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from coop import audit, clock
from coop.database import db
from coop.errors import Refusal, Stale
from coop.ledger import chart, journal
from coop.ledger.control import control
from coop.ledger.posting import Line, Posting, post, posted, reverse
from coop.money import Money
from members import member as members
from members.member import Member
from members.share import Move, ShareMove, latest_of, standing_of
from members.share_value import value_on

JOURNALS = {"bank": journal.BANK, "cash": journal.CASH}
ACCOUNTS = {"bank": chart.BANK, "cash": chart.CASH}


class NotAShareholder(Refusal):
    """Shares are for who is a member on the day, and nobody gives away more than they hold."""


class StillUnpaid(Refusal):
    """Shares are handed on or redeemed once everything a member owes for shares is paid."""


class MoreThanAsked(Refusal):
    """No more is paid than is owed, either way."""


class MovedMeanwhile(Stale):
    """Who books has seen all that happened to the member's shares; otherwise a colleague was first."""


class AlreadyUndone(Stale):
    """A booking is undone once."""


def must_have_seen(member: Member, seen: int | None) -> None:
    """Raise MovedMeanwhile when something happened to a member's shares after the move that was seen last.

    Nothing seen is nothing to compare.
    """
    _lock(member)
    if seen is not None and latest_of(member.id) != seen:
        raise MovedMeanwhile(gettext("Er is net al iets geboekt. Kijk na of dit er nog bij moet."))


def issue(member: Member, shares: int, day: date) -> ShareMove:
    """Issue shares at their worth on the day; raises NotAShareholder, NoShareValue and what posting raises."""
    _demand_member(member, day)
    return _shares(Move.ISSUE, member, shares, value_on(day), day)


def receive(member: Member, amount: Money, day: date, way: str = "bank") -> ShareMove:
    """Book what a member pays for shares; raises MoreThanAsked beyond what is unpaid."""
    _lock(member)
    _demand_no_more(amount, standing_of(member.id).unpaid)
    return _money(Move.PAYMENT, member, amount, day, way)


def transfer(member: Member, receiver: Member, shares: int, value: Money, day: date) -> ShareMove:
    """Hand paid shares of one worth on to another member; raises NotAShareholder, StillUnpaid."""
    _lock(member, receiver)
    _demand_member(receiver, day, "receiver_id")
    _demand_held(member, shares, value)
    return _shares(Move.TRANSFER, member, shares, value, day, receiver)


def redeem(member: Member, shares: int, value: Money, day: date) -> ShareMove:
    """Take paid shares back, after which the cooperative owes their worth; raises NotAShareholder, StillUnpaid."""
    _lock(member)
    _demand_held(member, shares, value)
    return _shares(Move.REDEMPTION, member, shares, value, day)


def repay(member: Member, amount: Money, day: date, way: str = "bank") -> ShareMove:
    """Book what was paid back for redeemed shares; raises MoreThanAsked beyond what is owed."""
    _lock(member)
    _demand_no_more(amount, standing_of(member.id).owed)
    return _money(Move.REPAYMENT, member, amount, day, way)


def undo(move: ShareMove, on: date) -> ShareMove:
    """Undo a booking that was wrong, by its mirror here and in the ledger; raises AlreadyUndone, MoreThanAsked."""
    _lock(move.member, *([move.receiver] if move.receiver else []))
    there = db.session.scalar(select(ShareMove.id).where(ShareMove.reversal_of == move.id))
    if there is not None or move.reversal_of is not None:
        raise AlreadyUndone(gettext("Deze boeking is al teruggedraaid."))
    mirror = _write(
        ShareMove(
            kind=move.kind,
            member_id=move.member_id,
            receiver_id=move.receiver_id,
            day=on,
            shares=move.shares,
            value=move.value,
            amount=move.amount,
            way=move.way,
            reversal_of=move.id,
        )
    )
    wrong = posted(move.source)
    if wrong is not None:
        reverse(wrong.id, on, mirror.source, gettext("Teruggedraaid: %(what)s", what=_words(mirror)))
    return mirror


@control(chart.MEMBER_CAPITAL, "ledenkapitaal")
def capital() -> int:
    """The worth of all shares in members' hands; the cooperative owes it, so below zero."""
    return _sum(Move.REDEMPTION) - _sum(Move.ISSUE)


@control(chart.CLAIMS_ON_MEMBERS, "nog te betalen aandelen")
def unpaid() -> int:
    """What members still have to pay for shares."""
    return _sum(Move.ISSUE) - _sum(Move.PAYMENT)


def _sum(kind: Move) -> int:
    def of(mirrored: bool) -> int:
        theirs = ShareMove.reversal_of.is_not(None) if mirrored else ShareMove.reversal_of.is_(None)
        total = db.session.scalar(select(func.sum(ShareMove.amount)).where(ShareMove.kind == kind, theirs))
        return total.cents if total else 0

    return of(mirrored=False) - of(mirrored=True)


def _shares(
    kind: Move, member: Member, shares: int, value: Money, day: date, receiver: Member | None = None
) -> ShareMove:
    move = ShareMove(
        kind=kind,
        member_id=member.id,
        receiver_id=receiver.id if receiver else None,
        day=day,
        shares=shares,
        value=value,
        amount=value * shares,
    )
    return _book(move, member, receiver or member)


def _money(kind: Move, member: Member, amount: Money, day: date, way: str) -> ShareMove:
    return _book(ShareMove(kind=kind, member_id=member.id, day=day, amount=amount, way=way), member, member)


def _book(move: ShareMove, member: Member, receiver: Member) -> ShareMove:
    if move.day > clock.today():
        raise Refusal(gettext("Deze dag moet nog komen."), "day")
    _write(move)
    money = ACCOUNTS.get(move.way or "", "")
    debit, credit = {
        Move.ISSUE: (chart.CLAIMS_ON_MEMBERS, chart.MEMBER_CAPITAL),
        Move.PAYMENT: (money, chart.CLAIMS_ON_MEMBERS),
        Move.TRANSFER: (chart.MEMBER_CAPITAL, chart.MEMBER_CAPITAL),
        Move.REDEMPTION: (chart.MEMBER_CAPITAL, chart.DEBTS_TO_MEMBERS),
        Move.REPAYMENT: (chart.DEBTS_TO_MEMBERS, money),
    }[Move(move.kind)]
    lines = (
        Line(debit, move.amount.cents, party=_party(debit, member)),
        Line(credit, -move.amount.cents, party=_party(credit, receiver)),
    )
    post([Posting(JOURNALS.get(move.way or "", journal.MEMORIAL), move.day, move.source, _words(move), lines)])
    return move


def _write(move: ShareMove) -> ShareMove:
    move.booked_at, move.booked_by = clock.now(), audit.who()
    db.session.add(move)
    try:
        db.session.flush()
    except DBAPIError as trouble:  # somebody else was first, or a later move leans on the one that is undone
        if "shares:" not in str(trouble.orig):
            raise
        raise MoreThanAsked(
            gettext("Dan houdt iemand minder dan niets over. Bekijk de boekingen opnieuw.")
        ) from trouble
    audit.record(f"member:{move.member_id}", f"shares_{move.kind}", None, move.amount)
    return move


def _words(move: ShareMove) -> str:
    # Without a name: the ledger keeps seven years, the party behind the entry can be forgotten before.
    words = {
        Move.ISSUE: gettext("Uitgifte van aandelen"),
        Move.PAYMENT: gettext("Betaling van aandelen"),
        Move.TRANSFER: gettext("Overdracht van aandelen"),
        Move.REDEMPTION: gettext("Intrekking van aandelen"),
        Move.REPAYMENT: gettext("Terugbetaling van aandelen"),
    }
    return str(words[Move(move.kind)])


def _party(account: str, member: Member) -> str | None:
    return None if account in ACCOUNTS.values() else f"party:{member.person_id}"


def _lock(*of: Member) -> None:
    # In the order of their keys, so that two who hand shares to each other do not wait for ever.
    for member_id in sorted(one.id for one in of):
        members.find(member_id, to_change=True)


def _demand_member(member: Member, day: date, field: str | None = None) -> None:
    if not member.is_member(day):
        raise NotAShareholder(gettext("%(name)s is op die dag geen lid.", name=member.name), field)


def _demand_held(member: Member, shares: int, value: Money) -> None:
    standing = standing_of(member.id)
    if standing.unpaid:
        raise StillUnpaid(gettext("Er is nog %(amount)s niet betaald. Boek dat eerst.", amount=standing.unpaid))
    if shares > standing.held[value]:
        raise NotAShareholder(
            gettext("%(name)s heeft er %(count)s van deze waarde.", name=member.name, count=standing.held[value]),
            "shares",
        )


def _demand_no_more(amount: Money, most: Money) -> None:
    if not Money.zero() < amount <= most:
        raise MoreThanAsked(gettext("Er staat %(most)s open.", most=most), "amount")
