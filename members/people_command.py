"""`coop people`: the demo sign-ins, the register, and a way in for who lost theirs."""

from datetime import date, datetime

import click
from flask_babel import gettext

from coop import clock, wijk
from coop.database import db, one_moment
from coop.errors import Refusal
from coop.report import Report, print_report, report_format
from members import login as logins
from members import signin_link
from members.demo import DEMO_PASSWORD, demo_logins
from members.register import as_report, register
from members.role_names import ROLE_NAMES


class NotADemo(Refusal):
    """Passwords are shown only of made-up people."""


@click.group("people")
def command() -> None:
    """Mensen en leden."""


@command.command("demo")
@report_format
def demo(form: str) -> None:
    """Laat zien als wie je in de demowijk kunt inloggen."""
    print_report(sign_ins(), form)


@command.command("register")
@click.option("--on", type=click.DateTime(["%Y-%m-%d", "%d-%m-%Y"]), help="De dag; zonder deze optie vandaag.")
@report_format
def show_register(on: datetime | None, form: str) -> None:
    """Het ledenregister zoals het was op een dag."""
    one_moment()
    day: date = on.date() if on else clock.today()
    print_report(as_report(day, register(day)), form)


@command.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Maak een link waarmee iemand één keer kan inloggen (een kwartier geldig)."""
    login = logins.by_email(email)
    if login is None:
        raise Refusal(gettext("Met %(email)s kan niemand inloggen.", email=email))
    token = signin_link.make(login)
    db.session.commit()
    click.echo(f"/inloggen/link/{token}")


def sign_ins() -> Report:
    """The made-up people of a demo wijk, with what they sign in with; raises NotADemo."""
    if not wijk.current().is_demo:
        raise NotADemo(gettext("Dit is geen demowijk; er zijn geen voorbeeldmensen om als in te loggen."))
    rows = [
        {"role": str(ROLE_NAMES[role]), "name": login.person.name, "email": login.email, "password": DEMO_PASSWORD}
        for role, login in demo_logins()
    ]
    columns = (("role", "Rol"), ("name", "Naam"), ("email", "E-mailadres"), ("password", "Wachtwoord"))
    return Report(columns, rows)
