"""Invitations: the private link with which a customer signs a mandate without an account."""

import secrets
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import address, clock, mail, wijk
from coop.database import Model, db
from coop.errors import NotFound, Refusal
from coop.languages import speaking
from members.party import Party


class NoWayThere(Refusal):
    """An invitation goes to an e-mail address, and tells an address of ours."""


class MandateInvitation(Model):
    """The secret word with which one customer may sign."""

    __tablename__ = "mandate_invitation"

    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    made_at: Mapped[datetime]

    party: Mapped[Party] = relationship()


def invite(party: Party) -> MandateInvitation:
    """Mail a customer the link to sign with; raises NoWayThere."""
    made = link_for(party)
    page = address.link("signing.by_invitation", token=made.token)
    if not party.email or page is None:
        raise NoWayThere(
            gettext("Deze klant heeft geen e-mailadres, of wij hebben geen adres. Geef zelf de link.")
        )
    house = wijk.current()
    with speaking(party.language):
        subject = gettext("Voortaan automatisch betalen bij %(house)s", house=house.name)
        text = gettext(
            "Beste %(name)s,\n\nWil je onze facturen niet meer zelf overmaken? Geef ons dan hier een machtiging:\n"
            "%(page)s\n\nJe hoort altijd eerst welk bedrag er afgaat en wanneer. Je kunt de machtiging elke dag "
            "intrekken.\n\nVragen? Bel ons: %(phone)s.\n\n%(house)s",
            name=party.name,
            page=page,
            phone=house.phone,
            house=house.name,
        )
    mail.send(party.email, subject, text, about=f"party:{party.id}")
    return made


def link_for(party: Party) -> MandateInvitation:
    """The invitation of a customer, made now if there was none."""
    found = db.session.get(MandateInvitation, party.id)
    if found is None:
        found = MandateInvitation(party_id=party.id, token=secrets.token_urlsafe(24), made_at=clock.now())
        db.session.add(found)
        db.session.flush()
    return found


def by_token(token: str) -> Party:
    """The customer who was invited with this word; raises NotFound."""
    found = db.session.scalar(select(MandateInvitation).where(MandateInvitation.token == token))
    if found is None:
        raise NotFound(gettext("Deze uitnodiging is er niet. Kijk of de link helemaal klopt."))
    return found.party
