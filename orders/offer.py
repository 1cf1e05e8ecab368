"""What a service costs this customer: the tariff under the VAT rate that their answer leads to."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext

from coop import kor
from coop.errors import Refusal
from coop.languages import told
from coop.money import Money
from coop.rules import book
from coop.rules import kor as kor_rules
from orders import price
from orders.price import ONE, PriceRule, Quote, Tariff
from orders.service import Service

LARGEST = {PriceRule.FIXED: 1, PriceRule.HOUR: 40, PriceRule.SQUARE_METRE: 5000}
"""What one visit can be at most, in units; more than that is a project, priced by talking."""


class NotThatMuch(Refusal):
    """A quantity is above zero and not more than one visit can hold."""


class UnknownExtra(Refusal):
    """Only the extras of the service itself can be chosen."""


def offer(
    service: Service,
    *,
    quantity: int = ONE,
    extra_ids: Sequence[int] = (),
    reduced: bool = False,
    vat_answer: bool | None = None,
    on: date,
) -> Quote:
    """The quote for one visit, quantity in thousandths of the service's unit.

    The price of a service is set under its own VAT rule; where the answer to that rule's question leads to
    another rate, the net price stays and the VAT follows. Raises NotThatMuch, UnknownExtra.
    """
    rule = PriceRule(service.price_rule)
    if not 0 < quantity <= LARGEST[rule] * ONE:
        raise NotThatMuch(gettext("Kies een hoeveelheid tussen 1 en %(most)s.", most=LARGEST[rule]), field="size")
    tariff = Tariff(
        told(service.name),
        rule,
        service.price,
        service.reduced_price,
        service.minimum,
        service.includes_vat,
    )
    was, becomes = _rates(service.vat_rule, vat_answer, on)
    return price.quote(
        tariff.at_rate(was, becomes),
        quantity,
        [_at_rate(service, one, was, becomes) for one in extra_ids],
        reduced=reduced,
        minimum_text=gettext("minimum"),
    )


def vat_of(service: Service, answer: bool | None, on: date) -> book.VatRule:
    """The VAT rule that holds for this answer, with its sentence; the small businesses' scheme goes first."""
    return kor_rules.scheme() if kor.holding(on) else book.applicable_rule(service.vat_rule, answer)


def _rates(code: str, answer: bool | None, on: date) -> tuple[int, int]:
    was = book.basis_points(book.vat_rule(code), on)
    return was, book.basis_points(book.applicable_rule(code, answer), on)


def _at_rate(service: Service, extra_id: int, was: int, becomes: int) -> tuple[str, Money]:
    for extra in service.extras:
        if extra.id == extra_id and extra.active:
            moved = Tariff(told(extra.name), PriceRule.FIXED, extra.price, includes_vat=service.includes_vat)
            return moved.name, moved.at_rate(was, becomes).price
    raise UnknownExtra(gettext("Deze extra hoort niet bij deze dienst."))
