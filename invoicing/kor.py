"""The small businesses' scheme at work: the turnover of the year, and its end by the invoice that is too much.

Turnover is counted by the day of the invoice, work is covered by the day it was done: what was done before the
scheme began has VAT, also when it is invoiced under it.
"""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, kor, mail
from coop.database import Model, db
from coop.kor import KorPeriod
from coop.money import Money
from coop.period import year as the_year
from coop.permission import Role
from coop.rules import kor as rules
from invoicing.draft import Draft
from invoicing.invoice import Invoice, InvoiceTax
from invoicing.kor_walk import Walk, group, walk
from members.role_mail import addresses


class OtherTurnover(Model):
    """Turnover of a year that was not invoiced here, such as that of before the books were kept here."""

    __tablename__ = "other_turnover"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    amount: Mapped[Money]

    __audited__ = ("amount",)


def turnover(year: int) -> Money:
    """What counts for the limit in a year so far: invoices less credit notes, and what was invoiced elsewhere."""
    days, exempt = the_year(year), group()
    counts = or_(
        InvoiceTax.category.in_(rules.counted()),
        and_(InvoiceTax.category == exempt.category, InvoiceTax.reason == exempt.reason),
    )
    invoiced = db.session.scalar(
        select(func.sum(InvoiceTax.net))
        .join(Invoice, Invoice.number == InvoiceTax.invoice_number)
        .where(Invoice.issued_on >= days.begin, Invoice.issued_on < days.end, counts)
    )
    return (invoiced or Money.zero()) + elsewhere(year)


def elsewhere(year: int) -> Money:
    """What was said to be invoiced elsewhere in a year."""
    found = db.session.get(OtherTurnover, year)
    return found.amount if found else Money.zero()


def set_elsewhere(year: int, amount: Money) -> None:
    """Say what was invoiced elsewhere in a year."""
    row = db.session.get(OtherTurnover, year) or OtherTurnover(year=year)
    row.amount = amount
    db.session.add(row)
    db.session.flush()


def foreseen(drafts: Sequence[Draft], on: date) -> Walk:
    """What issuing the drafts on a day would make of them; nothing is changed."""
    return _walk(drafts, on, kor.periods())


def settle(numbered: Sequence[tuple[str, Draft]], on: date) -> list[tuple[str, Draft]]:
    """The drafts as they are issued under the numbers they were given; ends the scheme where one passes the limit.

    Whoever calls this holds the series of numbers until the commit, so nobody else can add to the turnover.
    """
    periods = kor.periods()
    done = _walk([draft for _, draft in numbered], on, periods)
    if done.passed_at is not None:
        number, draft = numbered[done.passed_at][0], done.drafts[done.passed_at]
        running = next(period for period in periods if period.holds(on))
        running.end, running.passed_by = on, number
        db.session.flush()
        _tell(number, draft, on)
    return [(number, draft) for (number, _), draft in zip(numbered, done.drafts, strict=True)]


def _walk(drafts: Sequence[Draft], on: date, periods: Sequence[KorPeriod]) -> Walk:
    if not periods:
        return Walk(drafts, None, runs=False)

    def covers(day: date | None) -> bool:
        return any(period.holds(day or on) and period.passed_by is None for period in periods)

    runs = any(period.holds(on) for period in periods)
    return walk(drafts, covers, turnover(on.year), rules.limit(on) if runs else None)


def _tell(number: str, draft: Draft, on: date) -> None:
    facts = {
        "number": number,
        "name": draft.customer["name"],
        "limit": rules.limit(on),
        "again": rules.open_again(on).strftime("%d-%m-%Y"),
    }
    audit.record("kor", "passed", None, number)
    text = gettext(
        "Met factuur %(number)s aan %(name)s gaat de omzet van dit jaar over %(limit)s.\n\n"
        "Daarmee is de kleineondernemersregeling vandaag gestopt. Op deze factuur en alle volgende staat weer "
        "btw, je mag de btw op inkopen weer aftrekken en je doet weer btw-aangifte. "
        "De regeling kan pas op %(again)s opnieuw beginnen.\n\n"
        "Bewoners betalen wat hun beloofd is: de btw gaat daar van af. Kijk of je prijzen nog kloppen.",
        **facts,
    )
    for address in addresses(Role.TREASURER):
        mail.send(address, gettext("De kleineondernemersregeling is gestopt"), text, about=f"invoice:{number}")
