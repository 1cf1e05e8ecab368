"""The mails of an order: written in the commit of what they tell, in plain words, with the private link."""

from collections.abc import Callable
from functools import wraps

from flask_babel import gettext

from coop import mail, wijk
from coop.filters import clock_time, moment, weekday, written
from coop.languages import speaking, told
from coop.permission import Role
from members.role_mail import addresses
from orders.feedback import Feedback
from orders.job import Job
from orders.order import Order

Notice = Callable[[Order, str], None]


def in_their_language(notice: Notice) -> Notice:
    """Write to a customer in the language in which they ordered, whatever the one who acts is reading."""

    @wraps(notice)
    def written(order: Order, link: str) -> None:
        with speaking(order.language):
            notice(order, link)

    return written


@in_their_language
def confirm(order: Order, link: str) -> None:
    """Confirm the order on a durable medium (BW 6:230v lid 7), with what was agreed and how to withdraw."""
    _send(
        order,
        gettext("Je bestelling %(code)s bij %(wijk)s", code=order.code, wijk=wijk.current().name),
        gettext(
            "Dag %(name)s,\n\nJe bestelde: %(service)s.\nPrijs per keer: %(price)s.\nVanaf: %(day)s.\n\n"
            "Hier volg, wijzig of herroep je de bestelling:\n%(link)s\n\n"
            "Je kunt tot 14 dagen na vandaag zonder reden herroepen. Vraag je ons eerder te beginnen en herroep "
            "je daarna, dan betaal je wat al gedaan is.\n",
            name=order.party.name,
            service=told(order.service.name),
            price=written(order.price),
            day=weekday(order.first_day),
            link=link,
        ),
    )


@in_their_language
def tell_decision(order: Order, link: str) -> None:
    """Tell the customer that we come, or why not."""
    if order.reason:
        words = gettext("We kunnen je bestelling helaas niet uitvoeren: %(reason)s", reason=order.reason)
    else:
        words = gettext("We komen graag. Je ziet hier wie er wanneer komt:")
    _send(order, gettext("Over je bestelling %(code)s", code=order.code), f"{words}\n{link}\n")


@in_their_language
def tell_withdrawal(order: Order, link: str) -> None:
    """Confirm the withdrawal with its content and moment, on a durable medium (BW 6:230oa)."""
    _send(
        order,
        gettext("Je bestelling %(code)s is herroepen", code=order.code),
        gettext(
            "Op %(moment)s kregen we je herroeping van bestelling %(code)s: %(service)s, vanaf %(day)s.\n"
            "Er komt niemand meer. Wat op jouw verzoek al gedaan was, komt nog op een rekening.",
            moment=moment(order.ended_at),
            code=order.code,
            service=told(order.service.name),
            day=weekday(order.first_day),
        )
        + f"\n{link}\n",
    )


@in_their_language
def tell_stop(order: Order, link: str) -> None:
    """Confirm that a recurring order ends, and when."""
    _send(
        order,
        gettext("Je bestelling %(code)s stopt", code=order.code),
        gettext(
            "Je bestelling %(service)s stopt. Vanaf %(day)s komen we niet meer.",
            service=told(order.service.name),
            day=weekday(order.end_day or order.first_day),
        )
        + f"\n{link}\n",
    )


def tell_coordinators(visit: Job, link: str) -> None:
    """Tell who plans the work, in Dutch whoever complains; what was said stands behind the link."""
    with speaking("nl"):
        for address in addresses(Role.COORDINATOR):
            mail.send(
                address,
                gettext("Een klant is niet tevreden: %(job)s", job=visit.title),
                gettext("Kijk wat er niet goed was, en kies wat we doen:\n%(link)s\n", link=link),
                about=f"job:{visit.id}",
            )


def tell_answer(said: Feedback, order: Order, link: str) -> None:
    """Tell the customer what we do about what was not good."""
    with speaking(order.language):
        if said.redo_job is not None:
            words = gettext(
                "We komen het overdoen op %(day)s om %(time)s uur. Dat kost je niets.",
                day=weekday(said.redo_job.day),
                time=clock_time(said.redo_job.begins),
            )
        else:
            words = said.answer or gettext("We bellen je om erover te praten.")
        _send(order, gettext("Over je bestelling %(code)s", code=order.code), f"{words}\n{link}\n")


def tell_other_day(visit: Job, order: Order, link: str) -> None:
    """Confirm to the customer on which day we come now."""
    with speaking(order.language):
        words = gettext(
            "We komen nu op %(day)s om %(time)s uur: %(work)s.",
            day=weekday(visit.day),
            time=clock_time(visit.begins),
            work=told(visit.title),
        )
        _send(order, gettext("Over je bestelling %(code)s", code=order.code), f"{words}\n{link}\n")


def _send(order: Order, subject: str, text: str) -> None:
    if order.party.email:
        mail.send(order.party.email, subject, text, about=f"orders:{order.id}")
