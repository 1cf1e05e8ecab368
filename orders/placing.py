"""Placing an order: the price is fixed, the promise is written down, and the customer gets a private link."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from flask_babel import force_locale, gettext

from coop import clock
from coop.database import db
from coop.errors import Refusal
from coop.rules import book
from members.party import Party
from orders.offer import offer
from orders.order import Channel, Order, order_placed
from orders.price import ONE, Quote
from orders.recurrence import Frequency
from orders.service import Service
from orders.workday import earliest, is_workday


class NotThatOften(Refusal):
    """A service is ordered at one of the frequencies it is offered at."""


class NoStreet(Refusal):
    """We come to a resident's house and address the invoice to it: the street is known or told."""


class NotThatDay(Refusal):
    """We come on a workday that leaves time to find somebody."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for; quantity in thousandths of a unit, address is street, number, postcode, city.

    Its mails are in `language`, or in the customer's own where somebody else asks.
    """

    service: Service
    party: Party
    first_day: date
    end_day: date | None = None
    quantity: int = ONE
    extra_ids: Sequence[int] = ()
    frequency: str = Frequency.ONCE
    reduced: bool = False
    vat_answer: bool | None = None
    early_start: bool = False
    remarks: str = ""
    reference: str | None = None
    channel: str = Channel.WEB
    address: tuple[str, str, str, str] | None = None
    language: str | None = None


def place(wish: Wish) -> Order:
    """Write down an order at the price that was shown.

    Raises NotThatOften, NotThatDay, NoStreet, and what an offer refuses.
    """
    return place_each([wish])[0]


def place_each(wishes: Sequence[Wish]) -> list[Order]:
    """Write down several orders in one go; raises what placing one raises."""
    made = [_order(wish) for wish in wishes]
    db.session.add_all(made)
    db.session.flush()
    for order in made:
        order_placed.tell(order)
    return made


def must_be_possible(day: date) -> None:
    """Raise NotThatDay unless we can come on this day."""
    if not is_workday(day):
        raise NotThatDay(gettext("Op zondagen en feestdagen werken we niet. Kies een andere dag."), field="day")
    if day < earliest(clock.today()):
        raise NotThatDay(
            gettext("Die dag is te snel. We hebben een paar dagen nodig om iemand te vragen."), field="day"
        )


def _offered(wish: Wish) -> Quote:
    return offer(
        wish.service,
        quantity=wish.quantity,
        extra_ids=wish.extra_ids,
        reduced=wish.reduced,
        vat_answer=wish.vat_answer,
        on=clock.today(),
    )


def _order(wish: Wish) -> Order:
    service, party = wish.service, wish.party
    if wish.frequency not in service.frequencies:
        raise NotThatOften(gettext("Zo vaak bieden we dit niet aan."), field="frequency")
    must_be_possible(wish.first_day)
    quote = _offered(wish)  # a refusal is in the words of who asks
    with force_locale("nl"):  # what is kept, and later stands on the invoice, is in ours
        lines = _offered(wish).lines
    street, house_number, postcode, city = wish.address or (
        party.street,
        party.house_number,
        party.postcode,
        party.city,
    )
    if service.includes_vat and not street:
        raise NoStreet(gettext("Deze postcode kennen we nog niet. Vul ook je straat in."), field="street")
    return Order(
        party=party,
        service=service,
        channel=wish.channel,
        frequency=wish.frequency,
        first_day=wish.first_day,
        end_day=wish.end_day,
        season_opens=service.season_opens,
        season_closes=service.season_closes,
        quantity=wish.quantity,
        answers={"extras": list(wish.extra_ids)},
        remarks=wish.remarks.strip(),
        minutes=service.minutes_for(wish.quantity),
        people=service.people,
        price=quote.total,
        includes_vat=quote.includes_vat,
        vat_rule=book.applicable_rule(service.vat_rule, wish.vat_answer).code,
        vat_answer=wish.vat_answer,
        lines=[
            {**asdict(line), "unit_price": line.unit_price.cents, "amount": line.amount.cents} for line in lines
        ],
        reduced=wish.reduced,
        street=street,
        house_number=house_number,
        postcode=postcode,
        city=city,
        early_start=wish.early_start,
        reference=wish.reference or None,
        language=wish.language or party.language,
        placed_at=clock.now(),
    )
