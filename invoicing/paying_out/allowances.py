"""Paying out allowances: per volunteer and month, within the maxima or for a reason that was kept."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import func, select

from coop import clock, wijk
from coop.database import db
from coop.money import Money
from coop.period import next_month
from invoicing.allowances import maximum
from invoicing.allowances.counted import rates
from invoicing.claims import member_payment
from invoicing.claims.member_payment import MemberPayment, PaidTo
from invoicing.paying_out import maxima
from invoicing.paying_out.due import Due, Settled
from members.engagement import EngagementKind
from members.member import Member
from members.party import Party
from orders.hours import HourEntry, HoursState


def owed(_until: date) -> list[Due]:
    """What volunteers are owed of the months that are over."""
    today = clock.today()
    left = {key: amount for key, amount in _left().items() if amount.cents > 0 and next_month(key[1]) <= today}
    known, basis, passing = rates(), bool(wijk.current().allowance_basis), maxima.passing(left)
    dues = []
    for (person_id, month), amount in sorted(left.items(), key=lambda pair: (pair[0][1], pair[0][0])):
        found = passing[person_id, month]
        dues.append(
            Due(
                maxima.name(person_id, month),
                person_id,
                gettext("Vrijwilligersvergoeding %(month)s", month=f"{month:%Y-%m}"),
                next_month(month),
                amount,
                (*(() if basis else (no_basis(),)), *found.doubts),
                (*maximum.remarks(month, known), *found.remarks),
                month if found.told else None,
            )
        )
    return dues


def no_basis() -> str:
    """Why nothing is paid where the law does not let us."""
    return str(gettext("Er is geen wettelijke grondslag ingevuld: dan wordt geen vergoeding uitbetaald."))


def hold(keys: Sequence[str]) -> dict[str, Money]:
    """What is open of each now; held until the commit. Nothing is, while there is no basis in law."""
    people = sorted({_parts(key)[0] for key in keys})
    db.session.execute(select(Party.id).where(Party.id.in_(people)).order_by(Party.id).with_for_update())
    left, basis = _left(), bool(wijk.current().allowance_basis)
    return {key: left.get(_parts(key), Money.zero()) if basis else Money.zero() for key in keys}


def pay(settled: Sequence[Settled], day: date) -> list[str]:
    """Book these allowances as paid with an order to the bank."""
    paid = []
    for one in settled:
        person_id, month = _parts(one.about.partition(":")[2])
        paid.append(PaidTo(person_id, one.amount, one.reference, month=month))
    return [made.source for made in member_payment.pay_each(paid, day)]


def undo(booking: str, day: date) -> None:
    """Owe the allowance again."""
    member_payment.undo(member_payment.find(int(booking.partition(":")[2]), lock=True), day)


def _parts(key: str) -> tuple[int, date]:
    person_id, _, month = key.partition(":")
    return int(person_id), date.fromisoformat(f"{month}-01")


def _left() -> dict[tuple[int, date], Money]:
    sums: dict[tuple[int, date], Money] = {}
    hours = (
        select(Member.person_id, HourEntry.day, func.sum(HourEntry.cost))
        .join(Member, Member.id == HourEntry.member_id)
        .where(
            HourEntry.engagement == EngagementKind.VOLUNTEER,
            HourEntry.state == HoursState.APPROVED,
            HourEntry.cost > 0,
        )
        .group_by(Member.person_id, HourEntry.day)
    )
    paid = (
        select(MemberPayment.person_id, MemberPayment.month, -func.sum(MemberPayment.amount))
        .where(MemberPayment.month.is_not(None))
        .group_by(MemberPayment.person_id, MemberPayment.month)
    )
    for query in (hours, paid):
        for person_id, day, amount in db.session.execute(query):
            key = person_id, day.replace(day=1)
            sums[key] = sums.get(key, Money.zero()) + amount
    return sums
