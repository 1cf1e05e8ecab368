"""Disputes: a payer had the bank take the money back, and the bank decides whose it is."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from flask_babel import force_locale, gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import clock, mail, wijk
from coop.database import Model, db
from coop.filters import day as shown_day
from coop.money import Money
from invoicing.online.checkout import Checkout


class Quarrel(StrEnum):
    """How far a dispute is; it goes on and never back."""

    ASKED = "asked"
    """The bank asks, and took nothing yet."""
    DISPUTED = "disputed"
    LOST = "lost"
    WON = "won"


_RANKS = {Quarrel.ASKED: 0, Quarrel.DISPUTED: 1, Quarrel.LOST: 2, Quarrel.WON: 3}
UNDECIDED = (Quarrel.ASKED, Quarrel.DISPUTED)


class Dispute(Model):
    """A dispute, by its key at the provider."""

    __tablename__ = "dispute"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("state IN ('asked', 'disputed', 'lost', 'won')", name="state"),
    )
    __audited__ = ("state",)

    dispute_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("checkout.session_id"), index=True)
    amount: Mapped[Money]
    reason: Mapped[str] = mapped_column(String(40))
    """As the provider codes it."""
    state: Mapped[str] = mapped_column(String(10))
    opened_at: Mapped[datetime]
    respond_by: Mapped[date | None]
    """Until when we can say at the provider why the money is ours."""

    checkout: Mapped[Checkout] = relationship()

    @property
    def is_undecided(self) -> bool:
        """Whether the bank still has to decide."""
        return self.state in UNDECIDED


def keep(
    dispute_id: str, checkout: Checkout, amount: Money, reason: str, state: Quarrel, respond_by: date | None
) -> Dispute:
    """Write down how a dispute stands, and tell the treasurer of a new one. Hold the invoice first."""
    kept = db.session.get(Dispute, dispute_id, populate_existing=True)
    if kept is None:
        kept = Dispute(dispute_id=dispute_id, session_id=checkout.session_id, amount=amount, reason=reason[:40])
        kept.state, kept.opened_at, kept.respond_by = state, clock.now(), respond_by
        db.session.add(kept)
        db.session.flush()
        _tell(kept, checkout.invoice_number)
    elif _RANKS[state] > _RANKS[Quarrel(kept.state)]:
        kept.state = state
    kept.respond_by = respond_by or kept.respond_by
    return kept


def of_invoice(number: str) -> Sequence[Dispute]:
    """The disputes about an invoice, in order."""
    query = select(Dispute).join(Dispute.checkout).where(Checkout.invoice_number == number)
    return db.session.scalars(query.order_by(Dispute.opened_at, Dispute.dispute_id)).all()


def latest(limit: int) -> Sequence[Dispute]:
    """The latest disputes, those that are not decided first."""
    undecided = Dispute.state.in_(UNDECIDED)
    query = select(Dispute).order_by(undecided.desc(), Dispute.opened_at.desc(), Dispute.dispute_id)
    return db.session.scalars(query.limit(limit)).all()


def undecided(numbers: Iterable[str]) -> set[str]:
    """Those of these invoices about which the bank still has to decide."""
    query = select(Checkout.invoice_number).join(Dispute, Dispute.session_id == Checkout.session_id)
    query = query.where(Dispute.state.in_(UNDECIDED), Checkout.invoice_number.in_(list(numbers)))
    return set(db.session.scalars(query))


def reason_in_words(code: str) -> str:
    """Why the money was taken back, as the bank of the payer says it."""
    words = {
        "bank_cannot_process": gettext("de bank kon het niet verwerken"),
        "credit_not_processed": gettext("een terugbetaling bleef uit"),
        "customer_initiated": gettext("de klant vroeg het geld terug"),
        "debit_not_authorized": gettext("de klant gaf geen toestemming voor de incasso"),
        "duplicate": gettext("dubbel betaald"),
        "fraudulent": gettext("de klant zegt dat iemand anders betaalde"),
        "incorrect_account_details": gettext("de rekening klopt niet"),
        "insufficient_funds": gettext("er stond te weinig op de rekening"),
        "product_not_received": gettext("de klant zegt dat het werk niet gedaan is"),
        "product_unacceptable": gettext("de klant is niet tevreden over het werk"),
        "subscription_canceled": gettext("de klant had opgezegd"),
        "unrecognized": gettext("de klant herkent de betaling niet"),
    }
    return str(words.get(code, gettext("de bank zegt niet waarom")))


def _tell(dispute: Dispute, number: str) -> None:
    to = wijk.current().email
    if not to:
        return
    with force_locale("nl"):
        subject = gettext("Teruggehaald: betaling van factuur %(number)s", number=number)
        told = [
            gettext(
                "De bank van de klant haalt %(amount)s terug van factuur %(number)s. De reden: %(reason)s.",
                amount=dispute.amount,
                number=number,
                reason=reason_in_words(dispute.reason),
            )
        ]
        if dispute.is_undecided and dispute.respond_by is not None:
            told.append(
                gettext(
                    "Vind je dat het geld van ons is? Leg dat bij Stripe uit, uiterlijk %(day)s.",
                    day=shown_day(dispute.respond_by),
                )
            )
        told.append(gettext("Zolang de bank nog niet beslist heeft, sturen we geen herinnering."))
    mail.send(to, subject, "\n\n".join(told), about=f"invoice:{number}")
