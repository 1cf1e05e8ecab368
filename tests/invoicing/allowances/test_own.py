"""A volunteer sees what they worked, what it became, and how much of each maximum that is."""

from collections.abc import Callable
from datetime import date, timedelta

from flask.testing import FlaskClient

from coop import clock, wijk
from coop.money import Money
from coop.permission import Role
from members.login import make_login
from members.member import Member
from orders import own_total
from orders.own_hours import months_of, of_member
from orders.own_total import OwnTotal, Used
from tests.invoicing.allowances.cast import allowed, approved, volunteer, worked
from tests.invoicing.allowances.conftest import TODAY
from tests.members.cast import a_member

SignIn = Callable[..., FlaskClient]


def of_year(member: Member) -> OwnTotal:
    return own_total.of_year(member, TODAY, months_of(of_member(member.id), 12))


def test_what_was_approved_counts_towards_the_month_and_the_year(sign_in: SignIn) -> None:
    what, jan = allowed(), volunteer()
    approved(jan, what, date(2025, 11, 3), 4)
    approved(jan, what, TODAY - timedelta(days=1), 2)
    worked(jan, what, TODAY - timedelta(days=2), 3)
    total = of_year(jan)
    assert (total.approved, total.waiting) == (360, 180)
    month, year = total.used
    assert (month.amount, month.most, month.percent) == (Money(1000), Money(21000), 4)
    assert (year.amount, year.label) == (Money(3000), "Vergoeding in 2025")
    with clock.at(TODAY):
        page = sign_in(login=make_login(jan.person, Role.MEMBER)).get("/mijn").text
    assert "€\u00a010,00 van hoogstens €\u00a0210,00" in page


def test_who_gets_no_allowance_sees_no_maximum() -> None:
    what = allowed()
    els = a_member("Els Kamp", "employee")
    approved(els, what, TODAY - timedelta(days=1), 2)
    assert of_year(els).used == []
    jan = volunteer()
    approved(jan, what, TODAY - timedelta(days=1), 2)
    wijk.current().allowance_basis = ""
    assert of_year(jan).used == []


def test_a_share_is_at_most_a_hundred_also_where_nothing_is_allowed() -> None:
    assert Used("x", Money(30000), Money(21000)).percent == 100
    assert Used("x", Money(1), Money(0)).percent == 100
