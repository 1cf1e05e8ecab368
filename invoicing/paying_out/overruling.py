"""Paying an allowance above a maximum after all: by whom and why is kept, and it holds for what was seen only."""

from datetime import date

from flask_babel import force_locale, gettext

from coop.errors import Stale
from invoicing.allowances.counted import counted, rates
from invoicing.paying_out import allowances
from members.party import Person
from orders import limit
from orders.limit import LimitPassed, Step


class NothingPassed(Stale):
    """A reason is given for a maximum that is passed."""


def told(person: Person, month: date) -> str:
    """Which maxima a person passes in a month; empty when none is."""
    return allowances.over(counted(month.year, [person.id]).get(person.id, {}), month, rates())


def overrule(person: Person, month: date, because: str) -> LimitPassed:
    """Let the allowance of a month be paid above a maximum; raises NothingPassed, OverLimit without a reason."""
    with force_locale(allowances.KEPT_IN):
        sentence = told(person, month)
    if not sentence:
        raise NothingPassed(gettext("Hier is geen maximum (meer) gepasseerd."))
    return limit.keep(Step.PAYOUT, person.id, allowances.name(person.id, month), sentence, because)
