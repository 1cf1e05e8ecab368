"""Checking once a day that the books and the provider say the same, and keeping what was found."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from flask_babel import force_locale, gettext
from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import address, clock, mail, outbox, wijk
from coop.daily import new_day
from coop.database import Model, db, pk
from coop.money import Money
from invoicing.online import door, provider_account
from invoicing.online.holding import holding
from invoicing.online.reading import read_account
from invoicing.online.reconciling import Compared, reconcile

TASK = "payments.reconcile"
LOOK_BACK = timedelta(days=90)
"""A direct debit can be taken back by its payer for eight weeks."""

_log = structlog.get_logger()


class ProviderCheck(Model):
    """What stood at the provider by its own word and by our books, and which payments are told otherwise."""

    __tablename__ = "provider_check"

    id: Mapped[int] = pk()
    at: Mapped[datetime]
    theirs: Mapped[Money]
    ours: Mapped[Money]
    compared: Mapped[int]
    differing: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Of each payment that differs its invoice, and in cents what the provider says and what is booked."""

    @property
    def difference(self) -> Money:
        """What the provider has more than the books say."""
        return self.theirs - self.ours

    @property
    def is_clean(self) -> bool:
        """Whether nobody has to look."""
        return not self.difference and not self.differing


def check(since: datetime) -> tuple[ProviderCheck, Sequence[Compared]]:
    """Book what was missed since a moment, then compare; commits. Raises Unreachable."""
    compared = list(reconcile(since))
    read_account()
    theirs = provider_account.held()
    if theirs != holding().there:  # somebody may have paid in between
        db.session.rollback()
        read_account()
        theirs = provider_account.held()
    db.session.rollback()
    made = ProviderCheck(
        at=clock.now(),
        theirs=theirs,
        ours=holding().there,
        compared=len(compared),
        differing=[_told(one) for one in compared if one.differs],
    )
    db.session.add(made)
    db.session.commit()
    return made, compared


def latest() -> ProviderCheck | None:
    """The last check, None while there was none."""
    return db.session.scalar(select(ProviderCheck).order_by(ProviderCheck.id.desc()).limit(1))


def ask_for() -> None:
    """Have the worker check, soon."""
    outbox.put(TASK, {}, priority=1)


@new_day.subscribe
def each_day(on: date) -> None:
    """Check once a day; while the provider does not answer, the outbox tries again."""
    if door.is_set():
        outbox.put(TASK, {}, key=f"{TASK}:{on}", priority=9)


@outbox.handler(TASK)
def _check(_payload: dict[str, Any]) -> None:
    before = latest()
    was_clean = before is None or before.is_clean
    made, _ = check(clock.now() - LOOK_BACK)
    if not made.is_clean:
        if was_clean:
            _tell()
        numbers = [one["invoice"] for one in made.differing]
        _log.warning("the payment provider says something else", invoices=numbers, cents=made.difference.cents)


def _tell() -> None:
    """The treasurer hears of a difference when it is new, and sees on the page when it is gone."""
    to, page = wijk.current().email, address.link("provider.index")
    if not to:
        return
    with force_locale("nl"):
        subject = gettext("De betaalprovider zegt iets anders dan de boeken")
        told = [gettext("Bij de controle van vannacht klopten de boeken niet met de betaalprovider.")]
        told += [gettext("Hier staat wat er verschilt: %(page)s", page=page)] if page else []
    mail.send(to, subject, "\n\n".join(told), about="provider_check")


def _told(one: Compared) -> dict[str, Any]:
    there = None if one.there is None else one.there.cents
    return {"invoice": one.invoice_number, "there": there, "booked": one.booked.cents}
