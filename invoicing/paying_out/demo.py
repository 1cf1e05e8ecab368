"""The demo of paying out: suppliers with an account, an order of this week that was approved, and two claims."""

import io
from datetime import date, timedelta
from random import Random

from PIL import Image, ImageDraw
from sqlalchemy import select

from coop import audit, clock
from coop.database import db
from coop.demo import made_up_iban
from coop.ledger import chart
from coop.money import Money
from coop.period import next_month
from coop.permission import Role
from invoicing.claims import claim, deciding, receipt_file
from invoicing.claims.claim import Claim
from invoicing.paying_out import approving, ordering, payee
from invoicing.paying_out.order import PaymentOrder
from invoicing.paying_out.payee import Origin
from members.demo import demo_logins
from members.login import Login
from members.party import Organisation

_KNOWN = 5
"""Of so many suppliers we know the account; of the others somebody still has to ask it."""
_CLAIMS = (
    ("Potgrond voor de tuinen aan de Boelemaheerd", 2_450),
    ("Verf en kwasten voor de picknickbank", 6_195),
)


def settle(_random: Random) -> None:
    """Know on which account each supplier is paid."""
    suppliers = db.session.scalars(
        select(Organisation).where(Organisation.oin == "").order_by(Organisation.id).limit(_KNOWN)
    )
    for supplier in suppliers:
        payee.enter(supplier, made_up_iban(supplier.id))


def live(_random: Random, month: date, until: date) -> None:
    """In the month that still goes on, claim twice and pay what is due within a week."""
    logins = dict(demo_logins())
    if until >= next_month(month) or not {Role.MEMBER, Role.TREASURER, Role.BOARD} <= logins.keys():
        return
    with clock.at(until - timedelta(days=1)):
        first, _second = _claims(logins[Role.MEMBER])
        with audit.actor(_name(logins[Role.BOARD])):
            deciding.approve(first, chart.MATERIALS)
        today = clock.today()
        with audit.actor(_name(logins[Role.TREASURER])):
            made = ordering.make(today + timedelta(days=7), today)
        with audit.actor(_name(logins[Role.BOARD])):
            approving.approve(made)


def summary() -> dict[str, object]:
    """How many orders there are."""
    return {"betaalopdrachten": len(db.session.scalars(select(PaymentOrder.id)).all())}


def _claims(member: Login) -> list[Claim]:
    with audit.actor(_name(member)):
        payee.enter(member.person, made_up_iban(member.person.id), origin=Origin.SELF)
        return [
            claim.submit(
                member.person, what, clock.today(), Money(cents), receipt_file.keep(_receipt(what, cents))
            )
            for what, cents in _CLAIMS
        ]


def _receipt(what: str, cents: int) -> bytes:
    paper, photo = Image.new("RGB", (320, 200), "white"), io.BytesIO()
    ImageDraw.Draw(paper).text((12, 12), f"BON (voorbeeld)\n\n{what[:40]}\n\nEUR {Money(cents).plain()}", "black")
    paper.save(photo, format="PNG")
    return photo.getvalue()


def _name(login: Login) -> str:
    return f"login:{login.id}"
