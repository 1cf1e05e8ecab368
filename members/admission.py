"""Admission: what follows once the board has said yes or no, so that the applicant knows and can get in."""

from datetime import date

from flask_babel import gettext

from coop import audit, mail, wijk
from coop.languages import speaking
from coop.permission import Role
from members import login as logins
from members.login import make_login
from members.member import Member


def welcome(member: Member, on: date | None = None) -> None:
    """Admit an applicant, give them a way in by e-mail where they have one, and tell them.

    Raises what `Member.admit` raises.
    """
    member.admit(on)
    person = member.person
    if not person.email:
        return
    # Two housemates may share an address; the first of them has the login.
    taken = logins.by_email(person.email)
    if taken is None or taken.person_id == person.id:
        make_login(person, Role.MEMBER)
    with speaking(person.language):
        mail.send(
            person.email,
            gettext("Welkom als lid"),
            gettext(
                "Hallo %(name)s,\n\n"
                "Je bent nu lid van %(house)s. Je lidnummer is %(number)s.\n"
                "Inloggen doe je met dit e-mailadres: je krijgt dan een link in je mail.\n",
                name=person.given_name or person.name,
                house=wijk.current().name,
                number=member.number,
            ),
            about=audit.subject_of(member),
        )


def turn_down(member: Member, because: str) -> None:
    """Refuse an applicant and tell them why; raises what `Member.refuse` raises."""
    member.refuse(because)
    person = member.person
    if not person.email:
        return
    with speaking(person.language):
        mail.send(
            person.email,
            gettext("Over je aanvraag om lid te worden"),
            gettext(
                "Hallo %(name)s,\n\n"
                "Het bestuur van %(house)s heeft je aanvraag niet goedgekeurd.\n\n%(because)s\n\n"
                "Heb je vragen? Antwoord dan op deze mail.\n",
                name=person.given_name or person.name,
                house=wijk.current().name,
                because=because,
            ),
            about=audit.subject_of(member),
        )
