"""The mails around somebody who cannot come: to the coordinators at once, and to who could take the place."""

from collections.abc import Callable, Sequence

from flask_babel import force_locale, gettext

from coop import audit, mail
from coop.filters import clock_time, weekday
from coop.languages import speaking, told
from coop.permission import Role
from members import role_mail
from members.member import Member
from orders.absence import Absence
from orders.job import Job

STAFFS = "nl"
"""The coordinators read Dutch, whatever the member reads who cannot come."""


def tell_coordinators(absence: Absence, link: str, asked: int) -> None:
    """Say who cannot come, and how many others were asked."""
    with force_locale(STAFFS):
        what = _when(absence.job)
        _to_coordinators(
            absence.job,
            gettext("%(name)s kan niet komen: %(what)s", name=absence.member.name, what=what),
            gettext(
                "%(name)s kan niet komen op deze klus:\n%(what)s\n\n"
                "We vroegen %(asked)s andere leden of zij kunnen. De klus:\n%(link)s\n",
                name=absence.member.name,
                what=what,
                asked=asked,
                link=link,
            ),
        )


def offer(absence: Absence, offers: Sequence[tuple[Member, str]], link_of: Callable[[str], str]) -> None:
    """Ask each of these members in their language, with a link of their own; the house number is not told."""
    job = absence.job
    for member, token in offers:
        if not member.person.email:
            continue
        with speaking(member.person.language):
            mail.send(
                member.person.email,
                gettext("Kun jij deze klus overnemen? %(what)s", what=_when(job)),
                gettext(
                    "Dag %(name)s,\n\nEr is iemand nodig voor deze klus:\n%(what)s%(where)s\n\n"
                    "Kun je? Tik dan op de knop achter deze link. Wie het eerst is, heeft de klus:\n%(link)s\n\n"
                    "Kun je niet? Dan hoef je niets te doen.\n",
                    name=member.person.given_name,
                    what=_when(job),
                    where=f", {job.order.street}" if job.order and job.order.street else "",
                    link=link_of(token),
                ),
                about=audit.subject_of(job),
            )


def tell_taken(absence: Absence, member: Member, link: str) -> None:
    """Tell the coordinators who comes instead."""
    with force_locale(STAFFS):
        what = _when(absence.job)
        _to_coordinators(
            absence.job,
            gettext("%(name)s neemt de klus over: %(what)s", name=member.name, what=what),
            gettext(
                "%(name)s neemt de klus over van %(other)s:\n%(what)s\n%(link)s\n",
                name=member.name,
                other=absence.member.name,
                what=what,
                link=link,
            ),
        )


def _to_coordinators(job: Job, subject: str, text: str) -> None:
    for address in role_mail.addresses(Role.COORDINATOR):
        mail.send(address, subject, text, about=audit.subject_of(job))


def _when(job: Job) -> str:
    return f"{told(job.title)}, {weekday(job.day)} {clock_time(job.begins)}–{clock_time(job.ends)}"
