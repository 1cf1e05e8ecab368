"""The wijk itself: the one row that says which cooperative this is."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from coop.colour import HOUSE
from coop.database import Model, db
from coop.errors import Refusal
from coop.money import Money


class NoWijk(Refusal):
    """Nothing works before it is known whose house this is."""


class Wijk(Model):
    """The cooperative: its names, where it sits, its numbers, and the choices it made."""

    __tablename__ = "wijk"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("payment_days BETWEEN 1 AND 60", name="payment_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1, autoincrement=False)
    name: Mapped[str] = mapped_column(String(80))
    legal_name: Mapped[str] = mapped_column(String(120), default="")
    street: Mapped[str] = mapped_column(String(80), default="")
    house_number: Mapped[str] = mapped_column(String(12), default="")
    postcode: Mapped[str] = mapped_column(String(8), default="")
    city: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(254), default="wijk@example.org")
    phone: Mapped[str] = mapped_column(String(20), default="")
    kvk: Mapped[str] = mapped_column(String(8), default="")
    vat_id: Mapped[str] = mapped_column(String(14), default="")
    iban: Mapped[str] = mapped_column(String(34), default="")
    creditor_id: Mapped[str] = mapped_column(String(35), default="")
    """The number the bank gave us to collect with (incassant-ID); empty while we do not."""
    payment_days: Mapped[int] = mapped_column(default=14)
    colour: Mapped[str] = mapped_column(String(7), default=HOUSE)
    logo_sha: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    welcome: Mapped[str] = mapped_column(String(300), default="")
    """What the first page says under its title; empty for the words of the house."""
    about: Mapped[str] = mapped_column(Text, default="")
    """Who we are, in our own words, on the page on which we can be found."""
    purchase_limit: Mapped[Money] = mapped_column(default=Money(100_000))
    """Above this amount with VAT a second person approves a purchase before it is paid."""
    small_difference: Mapped[Money] = mapped_column(default=Money(5))
    """So little more or less on an invoice than is open is let go when the bank tells it."""
    # A cooperative falls under corporate income tax, so the volunteers' scheme does not hold by itself
    # (Wet LB 1964 art. 2 lid 6): while this is empty, no allowance is set aside or paid.
    allowance_basis: Mapped[str | None] = mapped_column(Text)
    is_demo: Mapped[bool] = mapped_column(default=False)

    __audited__ = (
        "name",
        "iban",
        "creditor_id",
        "allowance_basis",
        "vat_id",
        "purchase_limit",
        "small_difference",
        "colour",
        "logo_sha",
    )

    @property
    def has_own_colour(self) -> bool:
        """Whether another colour was chosen than the one of the house."""
        return self.colour != HOUSE

    def change(self, facts: Mapping[str, Any]) -> None:
        """Take other settings; an empty allowance basis is none, for it opens the paying out."""
        for name, value in facts.items():
            setattr(self, name, (value or None) if name == "allowance_basis" else value)
        db.session.flush()


def find() -> Wijk | None:
    """The wijk, if one was made yet."""
    return hold(db.session.get(Wijk, 1))


def hold(found: Wijk | None) -> Wijk | None:
    """Keep the wijk with the session, which forgets what nobody holds: every page asks for it again."""
    db.session.info["wijk"] = found
    return found


def current() -> Wijk:
    """The wijk; raises NoWijk while there is none."""
    found = find()
    if found is None:
        raise NoWijk(gettext("Er is nog geen wijk. Maak er een met: bin/start --empty"))
    return found
