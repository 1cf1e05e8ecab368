"""What one share is worth: set by the statutes, from a day on, with the article that says so."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db
from coop.errors import Refusal
from coop.money import Money


class ValueAlreadySet(Refusal):
    """From a day on a share has one worth; a change of the statutes brings one from another day."""


class NoShareValue(Refusal):
    """Shares are issued at the worth that the statutes give them."""


class ShareValue(Model):
    """The worth of a share issued from a day on, until the next begins; shares of before keep theirs."""

    __tablename__ = "share_value"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)
    __audited__ = ("amount",)

    begin: Mapped[date] = mapped_column("begins_on", primary_key=True)
    amount: Mapped[Money]
    article: Mapped[str] = mapped_column(String(60))


def set_value(begin: date, amount: Money, article: str) -> ShareValue:
    """Write down what the statutes say a share is worth; raises ValueAlreadySet, NoShareValue."""
    if amount.cents <= 0:
        raise NoShareValue(gettext("Vul een bedrag in boven € 0."), "amount")
    if db.session.get(ShareValue, begin) is not None:
        raise ValueAlreadySet(gettext("Vanaf deze dag is de waarde van een aandeel al bekend."), "begin")
    made = ShareValue(begin=begin, amount=amount, article=article.strip())
    db.session.add(made)
    db.session.flush()
    return made


def values() -> Sequence[ShareValue]:
    """Every worth there was, the latest first."""
    return db.session.scalars(select(ShareValue).order_by(ShareValue.begin.desc())).all()


def value_on(day: date) -> Money:
    """What a share issued on a day is worth; raises NoShareValue while the statutes were not read."""
    amount = db.session.scalar(
        select(ShareValue.amount).where(ShareValue.begin <= day).order_by(ShareValue.begin.desc()).limit(1)
    )
    if amount is None:
        raise NoShareValue(gettext("Vul eerst in wat een aandeel volgens de statuten waard is op die dag."), "day")
    return amount
