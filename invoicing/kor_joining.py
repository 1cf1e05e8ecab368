"""Beginning and leaving the small businesses' scheme, as the law lets one (Wet OB art. 25a leden 5, 7 and 9)."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import select

from coop import audit, clock, kor
from coop.database import db
from coop.errors import Refusal
from coop.filters import day as shown
from coop.kor import KorPeriod
from coop.money import Money
from coop.rules import kor as rules
from invoicing.invoice import Invoice, Kind
from invoicing.kor import turnover
from invoicing.vat_period import period_of


class WrongDay(Refusal):
    """The scheme begins with a period of the VAT return and ends with a quarter, four weeks ahead."""


class StillClosed(Refusal):
    """Who left or passed the limit waits the rest of that year and the next."""


class TooLarge(Refusal):
    """The scheme is for who stayed within the limit this year and the year before."""


class TakesPart(Refusal):
    """One takes part once at a time."""


class VatCharged(Refusal):
    """From the day the scheme holds no invoice bears VAT, so none may have been sent that does."""


def begin(first: date, notified_on: date) -> KorPeriod:
    """Take part from a day on; raises TakesPart, WrongDay, StillClosed, TooLarge, VatCharged, NoFigure."""
    latest = next(iter(kor.periods()), None)
    if latest is not None and (latest.end is None or latest.end > clock.today()):
        raise TakesPart(gettext("Jullie doen al mee."))
    if period_of(first).begin != first:
        raise WrongDay(gettext("Kies de eerste dag van een aangiftetijdvak."), "begin")
    _must_be_notified(first, notified_on, "begin")
    if latest is not None and latest.end is not None and first < rules.open_again(latest.end):
        raise StillClosed(
            gettext("De regeling kan pas op %(day)s opnieuw beginnen.", day=shown(rules.open_again(latest.end))),
            "begin",
        )
    for year in (first.year - 1, first.year):
        so_far, most = turnover(year), rules.limit(first)
        if so_far > most:
            raise TooLarge(
                gettext("De omzet van %(year)s is %(sum)s: meer dan %(most)s.", year=year, sum=so_far, most=most)
            )
    _must_bear_no_vat(first)
    made = KorPeriod(begin=first, notified_on=notified_on, entered_at=clock.now(), entered_by=audit.who())
    db.session.add(made)
    db.session.flush()
    return made


def leave(last: date, notified_on: date) -> KorPeriod:
    """Leave of our own will, from a day on; raises WrongDay where it is no quarter or the notice too short."""
    running = kor.holding(clock.today())
    if running is None:
        raise WrongDay(gettext("Jullie doen nu niet mee."))
    if last.day != 1 or last.month % 3 != 1:
        raise WrongDay(gettext("Kies de eerste dag van een kwartaal."), "end")
    _must_be_notified(last, notified_on, "end")
    running.end = last
    db.session.flush()
    return running


def _must_be_notified(day: date, notified_on: date, field: str) -> None:
    earliest = notified_on + rules.notice()
    if day < earliest:
        raise WrongDay(
            gettext(
                "Dat is te vroeg: kies een dag vanaf %(day)s, vier weken na de melding.",
                day=shown(earliest),
            ),
            field,
        )


def _must_bear_no_vat(first: date) -> None:
    wrong = db.session.scalar(
        select(Invoice.number)
        .where(Invoice.issued_on >= first, Invoice.kind == Kind.INVOICE, Invoice.vat != Money.zero())
        .order_by(Invoice.number)
        .limit(1)
    )
    if wrong is not None:
        raise VatCharged(
            gettext("Factuur %(number)s van na die dag heeft btw. Kies een latere dag.", number=wrong), "begin"
        )
