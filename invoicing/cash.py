"""The cash box: counted now and then, its difference with the books booked, and money to and from the bank.

What is paid in cash is booked where it belongs, with its invoice, purchase or share; this room only sees to it
that what lies in the box is what the books say.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext
from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock, sequence
from coop.database import Model, db, pk
from coop.errors import Refusal, Stale
from coop.ledger import chart, journal
from coop.ledger.balance import balance
from coop.ledger.posting import Line, Posting, post
from coop.money import Money

BOX = "cash_box"
"""The series in which the box is counted and emptied: who takes a number holds the box until the commit."""

MOVE = "cash_move"
"""What the source of money that went to or from the bank begins with."""


class NotACount(Refusal):
    """Cash is counted up to today, in the order of the days, and is nothing or more."""


class Unexplained(Refusal):
    """A difference is booked with a sentence that says what may have happened."""


class MovedMeanwhile(Stale):
    """Who counts has seen what should be there; otherwise something was booked since."""


class NotInTheBox(Refusal):
    """No more goes to the bank than there is."""


class CashCount(Model):
    """What lay in the box at the end of a day, and what the books said; never changed, a next count follows."""

    __tablename__ = "cash_count"
    __table_args__ = (
        CheckConstraint("counted >= 0", name="counted"),
        CheckConstraint("counted = expected OR note <> ''", name="explained"),
    )

    id: Mapped[int] = pk()
    day: Mapped[date]
    counted: Mapped[Money]
    expected: Mapped[Money]
    note: Mapped[str] = mapped_column(String(200), default="")
    counted_at: Mapped[datetime]
    counted_by: Mapped[str] = mapped_column(String(60))

    @property
    def difference(self) -> Money:
        """What lay there more than the books said; below zero when it was less."""
        return self.counted - self.expected

    @property
    def source(self) -> str:
        """The name under which the ledger knows its difference."""
        return f"cash_count:{self.id}"


def expected(day: date) -> Money:
    """What should be in the box at the end of a day."""
    return balance(chart.CASH, day + timedelta(days=1))


def count(day: date, counted: Money, note: str = "", *, seen: Money | None = None) -> CashCount:
    """Write down what was counted at the end of a day, and book the difference.

    `seen` is what the page said that should be there today.

    Raises NotACount, Unexplained, MovedMeanwhile and what posting raises.
    """
    if day > clock.today():
        raise NotACount(gettext("Deze dag moet nog komen."), "day")
    if counted < Money.zero():
        raise NotACount(gettext("Minder dan niets kan er niet in de kas liggen."), "counted")
    number = sequence.next_number(BOX)
    last = latest()
    if last is not None and day < last.day:
        raise NotACount(gettext("Na die dag is de kas al geteld. Kies een latere dag."), "day")
    now = expected(clock.today())
    if seen is not None and seen != now:
        raise MovedMeanwhile(gettext("Er is net iets geboekt. Er moet nu %(sum)s in de kas liggen.", sum=now))
    should = expected(day)
    if counted != should and not note.strip():
        raise Unexplained(
            gettext("Er moet %(sum)s in de kas liggen. Schrijf in een zin hoe dat kan.", sum=should), "note"
        )
    made = CashCount(
        id=number,
        day=day,
        counted=counted,
        expected=should,
        note=note.strip(),
        counted_at=clock.now(),
        counted_by=audit.who(),
    )
    db.session.add(made)
    db.session.flush()
    audit.record(audit.subject_of(made), "counted", should, counted)
    if made.difference:
        lines = [
            Line(chart.CASH, made.difference.cents),
            Line(chart.PAYMENT_DIFFERENCES, -made.difference.cents),
        ]
        post([Posting(journal.CASH, day, made.source, gettext("Kasverschil"), lines)])
    return made


def to_bank(day: date, amount: Money) -> None:
    """Bring cash to the bank; below zero it was taken from the bank. Raises NotACount, NotInTheBox."""
    if day > clock.today():
        raise NotACount(gettext("Deze dag moet nog komen."), "day")
    if not amount:
        raise NotACount(gettext("Vul een bedrag in."), "amount")
    number = sequence.next_number(BOX)
    if amount > min(expected(day), expected(clock.today())):
        raise NotInTheBox(gettext("Er ligt %(sum)s in de kas.", sum=expected(day)), "amount")
    text = gettext("Van de kas naar de bank") if amount > Money.zero() else gettext("Van de bank naar de kas")
    lines = [Line(chart.BANK, amount.cents), Line(chart.CASH, -amount.cents)]
    post([Posting(journal.CASH, day, f"{MOVE}:{number}", text, lines)])


def counts(most: int) -> Sequence[CashCount]:
    """The latest counts, the newest first."""
    newest = select(CashCount).order_by(CashCount.day.desc(), CashCount.id.desc())
    return db.session.scalars(newest.limit(most)).all()


def latest() -> CashCount | None:
    """The last count, None while nobody counted."""
    return next(iter(counts(1)), None)
