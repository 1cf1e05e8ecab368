"""Paying out allowances: per volunteer and month, within the maxima or for a reason that was kept."""

from collections.abc import Sequence
from datetime import date

from flask_babel import force_locale, gettext
from sqlalchemy import func, select

from coop import clock, wijk
from coop.database import db
from coop.money import Money
from coop.period import next_month
from invoicing.allowances import maximum
from invoicing.allowances.counted import counted, rates
from invoicing.claims import member_payment
from invoicing.claims.member_payment import MemberPayment, PaidTo
from invoicing.paying_out.due import Due, Settled
from members.engagement import EngagementKind
from members.member import Member
from members.party import Party
from orders import limit
from orders.hours import HourEntry, HoursState
from orders.limit import LimitPassed, Step

KEPT_IN = "nl"
"""The language in which is kept what somebody passed."""


def owed(_until: date) -> list[Due]:
    """What volunteers are owed of the months that are over."""
    today = clock.today()
    left = {key: amount for key, amount in _left().items() if amount.cents > 0 and next_month(key[1]) <= today}
    known, overruled = rates(), limit.passed(Step.PAYOUT)
    basis = bool(wijk.current().allowance_basis)
    sums = {
        year: counted(year, {person_id for person_id, month in left if month.year == year})
        for year in {month.year for _, month in left}
    }
    dues = []
    for (person_id, month), amount in sorted(left.items(), key=lambda pair: (pair[0][1], pair[0][0])):
        about = name(person_id, month)
        months = sums[month.year].get(person_id, {})
        told = over(months, month, known)
        reason = overruled[about].reason if told and holds(overruled.get(about), months, month, known) else ""
        doubts = [] if basis else [no_basis()]
        if told and not reason:
            doubts.append(told)
        what = gettext("Vrijwilligersvergoeding %(month)s", month=f"{month:%Y-%m}")
        remarks = tuple(maximum.remarks(month, known))
        if reason:
            remarks += (gettext("Boven het maximum, met reden: %(reason)s", reason=reason),)
        dues.append(Due(about, person_id, what, next_month(month), amount, tuple(doubts), remarks))
    return dues


def over(months: dict[date, Money], month: date, known: list[tuple[date, Money]]) -> str:
    """Which maxima are passed in a month, in one text; empty when none is."""
    told = " ".join(maximum.passed(months, [month], known))
    return told[:1].upper() + told[1:300]


def holds(
    kept: LimitPassed | None, months: dict[date, Money], month: date, known: list[tuple[date, Money]]
) -> bool:
    """Whether a reason was given for just what is passed now, whatever language it is looked at in."""
    with force_locale(KEPT_IN):
        return kept is not None and kept.sentence == over(months, month, known)


def no_basis() -> str:
    """Why nothing is paid where the law does not let us."""
    return str(gettext("Er is geen wettelijke grondslag ingevuld: dan wordt geen vergoeding uitbetaald."))


def name(person_id: int, month: date) -> str:
    """The name of this debt."""
    return f"allowance:{person_id}:{month:%Y-%m}"


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
