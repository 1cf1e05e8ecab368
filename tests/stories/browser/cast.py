"""The few neighbours and services that the stories in a browser begin with."""

from coop.money import Money
from coop.permission import Role
from coop.wijk import Wijk
from members.login import make_login
from members.member import Member
from orders.service import Extra, Service
from tests.invoicing.cast import wijk
from tests.members.cast import a_member
from tests.orders.cast import garden, painting

PASSWORD = "een fijne buurt"


def neighbourhood() -> tuple[Wijk, Service, Service]:
    """The cooperative, garden work with an extra and a reduced price, and painting with a question on VAT."""
    tuin = garden(
        summary="We houden je tuin netjes: onkruid, snoeien en bladeren.",
        icon="shovel",
        reduced_price=Money(2250),
        frequencies=["once", "fortnightly"],
        extras=[Extra(name="Groenafval meenemen", price=Money(1250))],
    )
    verf = painting(summary="Muren, plafonds en houtwerk in huis.", icon="paint-roller")
    return wijk(), tuin, verf


def who_works_here(name: str, *roles: Role, **facts: object) -> Member:
    """A member who can come in with the password of the stories."""
    member = a_member(name, **facts)  # type: ignore[arg-type]
    login = make_login(member.person, *roles, Role.MEMBER)
    login.set_password(PASSWORD)
    return member
