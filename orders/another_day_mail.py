"""The mails when a customer takes another day for a visit or skips one: to who was to come, and to who plans."""

from collections.abc import Callable, Sequence

from flask_babel import gettext

from coop import audit, mail
from coop.filters import clock_time, weekday
from coop.languages import speaking, told
from coop.permission import Role
from members import role_mail
from members.member import Member
from orders.another_day import Moved
from orders.job import Job


def tell_moved(visit: Job, moved: Moved, mine: str, link: str) -> None:
    """Tell each member where they stand, and the coordinators who still comes; `mine` leads to one's own jobs."""
    _to_members(
        visit,
        moved.staying,
        lambda: gettext(
            "De klant heeft een andere dag gekozen voor deze klus:\n%(what)s\n\n"
            "Je staat er nog steeds voor:\n%(link)s\n",
            what=_what(visit),
            link=mine,
        ),
    )
    _to_members(
        visit,
        moved.released,
        lambda: gettext(
            "De klant heeft een andere dag gekozen voor deze klus:\n%(what)s\n\n"
            "Dan kun jij niet, dus we zoeken iemand anders. Jouw klussen:\n%(link)s\n",
            what=_what(visit),
            link=mine,
        ),
    )
    _to_coordinators(
        visit,
        lambda: gettext("Verplaatst door de klant: %(what)s", what=_what(visit)),
        lambda: gettext(
            "De klant koos een andere dag. Het was %(was)s, en het wordt:\n%(what)s\n\n"
            "Wie nog komt en of er iemand bij moet, zie je hier:\n%(link)s\n",
            was=weekday(moved.was),
            what=_what(visit),
            link=link,
        ),
    )


def tell_skipped(visit: Job, members: Sequence[Member], mine: str, link: str) -> None:
    """Tell everybody that a visit does not take place."""
    _to_members(
        visit,
        members,
        lambda: gettext(
            "De klant slaat deze klus over:\n%(what)s\n\nJe hoeft niet te komen. Jouw klussen:\n%(link)s\n",
            what=_what(visit),
            link=mine,
        ),
    )
    _to_coordinators(
        visit,
        lambda: gettext("De klant slaat een klus over: %(what)s", what=_what(visit)),
        lambda: gettext("De klant slaat deze klus over:\n%(what)s\n%(link)s\n", what=_what(visit), link=link),
    )


def _to_members(visit: Job, members: Sequence[Member], text: Callable[[], str]) -> None:
    for member in members:
        if member.person.email:
            with speaking(member.person.language):
                subject = gettext("Een klus van jou verandert: %(what)s", what=_what(visit))
                mail.send(member.person.email, subject, text(), about=audit.subject_of(visit))


def _to_coordinators(visit: Job, subject: Callable[[], str], text: Callable[[], str]) -> None:
    with speaking("nl"):
        for address in role_mail.addresses(Role.COORDINATOR):
            mail.send(address, subject(), text(), about=audit.subject_of(visit))


def _what(visit: Job) -> str:
    return f"{told(visit.title)}, {weekday(visit.day)} {clock_time(visit.begins)}–{clock_time(visit.ends)}"
