"""What was paid to a person for a claim, or as allowance for a month; undone by its mirror, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import force_locale, gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Stale
from coop.ledger import chart, journal
from coop.ledger.posting import Line, Posting, post, posted, reverse
from coop.money import Money


class AlreadyUndone(Stale):
    """A booking is undone once."""


class MemberPayment(Model):
    """Money to a person with a payment order: for a claim, or for the volunteer's hours of a month."""

    __tablename__ = "member_payment"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint("(claim_id IS NULL) <> (month IS NULL)", name="what"),
        CheckConstraint("(amount < 0) = (reversal_of IS NOT NULL)", name="reversal"),
        Index("ix_member_payment_person_day", "person_id", "day"),
    )

    id: Mapped[int] = pk()
    person_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"), index=True)
    month: Mapped[date | None]
    """The first day of the month in which the hours were worked."""
    day: Mapped[date]
    amount: Mapped[Money]
    reference: Mapped[str] = mapped_column(String(140))
    reversal_of: Mapped[int | None] = mapped_column(ForeignKey("member_payment.id"), unique=True)
    booked_at: Mapped[datetime]
    booked_by: Mapped[str] = mapped_column(String(60))

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return f"member_payment:{self.id}"


@dataclass(frozen=True, slots=True)
class PaidTo:
    """What is paid to a person: for a claim, or for a month."""

    person_id: int
    amount: Money
    reference: str
    claim_id: int | None = None
    month: date | None = None


def pay_each(payments: Sequence[PaidTo], day: date) -> list[MemberPayment]:
    """Book these as on their way to the bank."""
    made = [_new(paid, day) for paid in payments]
    db.session.flush()
    post([_posting(payment) for payment in made])
    return made


def undo(payment: MemberPayment, on: date) -> MemberPayment:
    """Undo a payment, so that it is owed again; raises AlreadyUndone."""
    there = db.session.scalar(select(MemberPayment.id).where(MemberPayment.reversal_of == payment.id))
    if there is not None or payment.reversal_of is not None:
        raise AlreadyUndone(gettext("Deze betaling is al teruggedraaid."))
    back = PaidTo(payment.person_id, -payment.amount, payment.reference, payment.claim_id, payment.month)
    mirror, wrong = _new(back, on, payment.id), posted(payment.source)
    db.session.flush()
    if wrong is not None:
        with force_locale("nl"):
            text = gettext("Teruggedraaid: %(what)s", what=_text(payment))
        reverse(wrong.id, on, mirror.source, text)
    return mirror


def find(payment_id: int, *, lock: bool = False) -> MemberPayment:
    """The payment with this number; raises NotFound. With `lock` it is held until the commit."""
    found = db.session.get(MemberPayment, payment_id, with_for_update=lock)
    if found is None:
        raise NotFound(gettext("Deze betaling is er niet."))
    return found


def paid_for_claims(claim_ids: Sequence[int]) -> dict[int, Money]:
    """What was paid for these claims, by claim."""
    query = (
        select(MemberPayment.claim_id, func.sum(MemberPayment.amount))
        .where(MemberPayment.claim_id.in_(claim_ids))
        .group_by(MemberPayment.claim_id)
    )
    return {claim_id: amount for claim_id, amount in db.session.execute(query) if claim_id is not None}


def total(*, claims: bool) -> Money:
    """Everything paid for claims, or as allowance."""
    kind = MemberPayment.claim_id.is_not(None) if claims else MemberPayment.month.is_not(None)
    return db.session.scalar(select(func.sum(MemberPayment.amount)).where(kind)) or Money.zero()


def _posting(payment: MemberPayment) -> Posting:
    debt = chart.CLAIMS_DUE if payment.claim_id is not None else chart.ALLOWANCES_DUE
    lines = (
        Line(debt, payment.amount.cents, party=f"party:{payment.person_id}"),
        Line(chart.PAYING_OUT, -payment.amount.cents),
    )
    return Posting(journal.MEMORIAL, payment.day, payment.source, _text(payment), lines)


def _text(payment: MemberPayment) -> str:
    with force_locale("nl"):
        if payment.claim_id is not None:
            return str(gettext("Betaling van declaratie %(number)s", number=payment.claim_id))
        return str(gettext("Vrijwilligersvergoeding %(month)s", month=f"{payment.month:%Y-%m}"))


def _new(paid: PaidTo, day: date, reversal_of: int | None = None) -> MemberPayment:
    made = MemberPayment(
        person_id=paid.person_id,
        claim_id=paid.claim_id,
        month=paid.month,
        day=day,
        amount=paid.amount,
        reference=paid.reference,
        reversal_of=reversal_of,
        booked_at=clock.now(),
        booked_by=audit.who(),
    )
    db.session.add(made)
    about = f"claim:{paid.claim_id}" if paid.claim_id is not None else f"party:{paid.person_id}"
    audit.record(about, "payment", None, paid.amount)
    return made
