"""The mails of an order: written in the commit of what they tell, in plain words, with the private link."""

from flask_babel import gettext

from coop import mail, wijk
from coop.filters import weekday
from orders.order import Order


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
            service=order.service.name,
            price=order.price,
            day=weekday(order.first_day),
            link=link,
        ),
    )


def tell_decision(order: Order, link: str) -> None:
    """Tell the customer that we come, or why not."""
    if order.reason:
        words = gettext("We kunnen je bestelling helaas niet uitvoeren: %(reason)s", reason=order.reason)
    else:
        words = gettext("We komen graag. Je ziet hier wie er wanneer komt:")
    _send(order, gettext("Over je bestelling %(code)s", code=order.code), f"{words}\n{link}\n")


def tell_withdrawal(order: Order, link: str) -> None:
    """Confirm the withdrawal with its content and moment (BW 6:230oa)."""
    _send(
        order,
        gettext("Je bestelling %(code)s is herroepen", code=order.code),
        gettext("We hebben je herroeping van %(service)s ontvangen.", service=order.service.name) + f"\n{link}\n",
    )


def _send(order: Order, subject: str, text: str) -> None:
    if order.party.email:
        mail.send(order.party.email, subject, text, about=f"orders:{order.id}")
