"""Volunteers for tests: with a basis in law, a rate, and hours that were worked."""

from datetime import date, time, timedelta

from coop import clock, wijk
from coop.money import Money
from invoicing.cost_rate import set_rate
from members.member import Member
from orders import hours
from orders.hours import HourEntry
from orders.service import Service
from tests.invoicing.cast import service
from tests.members.cast import a_member

BASIS = "Stichting als gastheer, brief inspecteur 2026-01-12"


def allowed(cents: int = 500, basis: str = BASIS) -> Service:
    """A wijk that gives an allowance by the hour, with garden work to do."""
    wijk.current().allowance_basis = basis
    set_rate("volunteer", date(2025, 1, 1), Money(cents))
    return service("buurt")


def volunteer(name: str = "Jan de Vries") -> Member:
    """A member who volunteers."""
    return a_member(name, "volunteer")


def worked(member: Member, what: Service, day: date, hours_: int = 8) -> HourEntry:
    """Hours that were told on a day, from nine on."""
    with clock.at(day + timedelta(days=1)):
        uid = f"{member.id}:{day}:{hours_}"
        return hours.tell(member, uid, day=day, begins=time(9), ends=time(9 + hours_), service=what)


def approved(member: Member, what: Service, day: date, hours_: int = 8, because: str = "") -> HourEntry:
    """The same, approved."""
    [made] = hours.approve([worked(member, what, day, hours_)], because)
    return made
