"""Placing an order: the price is fixed, the promise is written down, and the customer gets a private link."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from flask_babel import force_locale, gettext

from coop import clock
from coop.database import db
from coop.errors import Refusal
from coop.money import Money
from coop.rules import book
from members.party import Party
from orders.offer import offer
from orders.order import Channel, Order, order_placed
from orders.price import ONE, UNITS, PriceRule, Quote, QuoteLine
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
class Agreed:
    """What a contract says of each visit, in place of the price list; the price excludes VAT."""

    price: Money
    minutes: int
    people: int
    title: str
    vat_rule: str
    cost_object_id: int
    in_instalments: bool = False


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
    agreed: Agreed | None = None


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
    service, party, agreed = wish.service, wish.party, wish.agreed
    if agreed is None and wish.frequency not in service.frequencies:
        raise NotThatOften(gettext("Zo vaak bieden we dit niet aan."), field="frequency")
    must_be_possible(wish.first_day)
    if agreed is None:
        quote = _offered(wish)  # a refusal is in the words of who asks
        with force_locale("nl"):  # what is kept, and later stands on the invoice, is in ours
            lines = _offered(wish).lines
    else:
        lines = (QuoteLine(agreed.title, ONE, UNITS[PriceRule.FIXED], agreed.price, agreed.price),)
        quote = Quote(lines, includes_vat=False)
    street, house_number, postcode, city = wish.address or (
        party.street,
        party.house_number,
        party.postcode,
        party.city,
    )
    if quote.includes_vat and not street:
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
        minutes=service.minutes_for(wish.quantity) if agreed is None else agreed.minutes,
        people=service.people if agreed is None else agreed.people,
        price=quote.total,
        includes_vat=quote.includes_vat,
        vat_rule=book.applicable_rule(service.vat_rule, wish.vat_answer).code
        if agreed is None
        else agreed.vat_rule,
        vat_answer=wish.vat_answer,
        lines=[
            {**asdict(line), "unit_price": line.unit_price.cents, "amount": line.amount.cents} for line in lines
        ],
        reduced=wish.reduced,
        cost_object_id=agreed.cost_object_id if agreed else None,
        in_instalments=agreed is not None and agreed.in_instalments,
        street=street,
        house_number=house_number,
        postcode=postcode,
        city=city,
        early_start=wish.early_start,
        reference=wish.reference or None,
        language=wish.language or party.language,
        placed_at=clock.now(),
    )
