"""The periods of the VAT return: quarters, or months from a day on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, gettext
from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db
from coop.errors import NotFound, Refusal
from coop.period import DateRange, next_month
from invoicing.vat_return.filed import filed_until

QUARTER, MONTH = 3, 1
_CODE = re.compile(r"(20\d\d)-(?:Q([1-4])|(0[1-9]|1[0-2]))")


class NoSuchPeriod(NotFound):
    """A period is named 2026-Q3 or 2026-07."""


class WrongFrequency(Refusal):
    """How often we declare changes with a quarter, and after every change before it."""


class VatFrequency(Model):
    """From a day on one return covers so many months; before the first row it is a quarter."""

    __tablename__ = "vat_frequency"
    __table_args__ = (CheckConstraint("months IN (1, 3)", name="months"),)
    __audited__ = ("months",)

    begin: Mapped[date] = mapped_column("begins_on", primary_key=True)
    months: Mapped[int]


@dataclass(frozen=True, slots=True)
class VatPeriod:
    """The days of [begin, end) that one return covers, by the name it has in the books."""

    code: str
    begin: date
    end: date

    @property
    def stretch(self) -> DateRange:
        """Its days."""
        return DateRange(self.begin, self.end)

    @property
    def name(self) -> str:
        """How people say it: 3e kwartaal 2026, or juli 2026."""
        if self.code[5] == "Q":
            return str(gettext("%(number)se kwartaal %(year)s", number=self.code[6], year=self.code[:4]))
        return str(format_date(self.begin, "LLLL y"))


def by_code(code: str) -> VatPeriod:
    """The period with this code; raises NoSuchPeriod, also for a month where we declared by the quarter."""
    match = _CODE.fullmatch(code)
    if match is not None:
        year, quarter, month = match.groups()
        found = period_of(date(int(year), int(quarter) * 3 - 2 if quarter else int(month), 1))
        if found.code == code:
            return found
    raise NoSuchPeriod(gettext("Dit tijdvak is er niet. Schrijf het als 2026-Q3 of 2026-07."))


def period_of(day: date) -> VatPeriod:
    """The period a day lies in, as often as we declared then."""
    return _of(day, _months_on(day, frequencies()))


def periods(stretch: DateRange) -> Iterator[VatPeriod]:
    """The periods that a stretch with an end touches, the earliest first."""
    set_ = frequencies()
    day = stretch.begin
    while stretch.end is not None and day < stretch.end:
        period = _of(day, _months_on(day, set_))
        yield period
        day = period.end


def set_frequency(begin: date, months: int) -> VatFrequency:
    """Declare by the month or by the quarter from a day on; raises WrongFrequency."""
    if begin.day != 1 or begin.month % QUARTER != 1:
        raise WrongFrequency(gettext("Dat kan alleen vanaf de eerste dag van een kwartaal."), "begin")
    if any(set_.begin >= begin for set_ in frequencies()):
        raise WrongFrequency(gettext("Er is al een keuze vanaf die dag of later."), "begin")
    if begin < (filed_until() or begin):
        raise WrongFrequency(gettext("Over die dag is al btw-aangifte gedaan."), "begin")
    frequency = VatFrequency(begin=begin, months=months)
    db.session.add(frequency)
    db.session.flush()
    return frequency


def frequencies() -> list[VatFrequency]:
    """Every choice that was made, the latest first."""
    return list(db.session.scalars(select(VatFrequency).order_by(VatFrequency.begin.desc())))


def _months_on(day: date, set_: list[VatFrequency]) -> int:
    return next((one.months for one in set_ if one.begin <= day), QUARTER)


def _of(day: date, months: int) -> VatPeriod:
    begin = date(day.year, (day.month - 1) // months * months + 1, 1)
    end = begin
    for _ in range(months):
        end = next_month(end)
    code = f"{begin.year}-Q{(begin.month + 2) // 3}" if months == QUARTER else f"{begin:%Y-%m}"
    return VatPeriod(code, begin, end)
