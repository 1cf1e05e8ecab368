"""Paying above a maximum of the allowance after all: who said so and why is kept, for just what was seen."""

from datetime import date

from flask_babel import force_locale, gettext

from coop.errors import Stale
from invoicing.paying_out import maxima
from members.party import Person
from orders import limit
from orders.limit import LimitPassed, Step


class NothingPassed(Stale):
    """A reason is given for a maximum that is passed."""


def overrule(person: Person, month: date, because: str) -> LimitPassed:
    """Let the allowance of a month be paid above a maximum; raises NothingPassed, OverLimit without a reason."""
    with force_locale(maxima.KEPT_IN):
        sentence = maxima.told(person.id, month)
    if not sentence:
        raise NothingPassed(gettext("Hier is geen maximum (meer) gepasseerd."))
    return limit.keep(Step.PAYOUT, person.id, maxima.name(person.id, month), sentence, because)
