"""The demo on this floor: a contract with the municipality, and an offer that lies with a housing corporation."""

import random
from datetime import date, timedelta

from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.money import Money
from coop.period import next_month
from invoicing.contract import ending
from invoicing.contract.contract import Contract, of_quotation
from invoicing.quotation import answering, drafting, sending
from invoicing.quotation.quotation import Pays, Quotation, QuotationState
from members.demo import municipality
from members.party import Organisation
from orders.recurrence import Frequency
from orders.service import Service

SIGNED = date(2025, 2, 3)
CLIENT = "Woningcorporatie De Delthof (demo)"


def settle(_random: random.Random) -> None:
    """Meet the housing corporation."""
    db.session.add(
        Organisation(
            name=CLIENT,
            contact_name="Team Leefbaarheid",
            email="corporatie@example.org",
            phone="+31600007200",
            street="Voorbeeldkade",
            house_number="8",
            postcode="9713 ZZ",
            city="Groningen",
        )
    )
    db.session.flush()


def live(_random: random.Random, month: date, until: date) -> None:
    """Win the municipality in the second month; in the month that goes on, wait for the corporation."""
    if month == SIGNED.replace(day=1) and until > SIGNED + timedelta(days=7):
        with clock.at(SIGNED):
            offered = _playgrounds()
        with clock.at(SIGNED + timedelta(days=7)):
            answering.accept(offered, "T. Voorbeeld", "Contractbeheer", "4500123003")
            made = of_quotation(offered.id)
            if made is not None:
                ending.take_up(made)
    if until < next_month(month):
        with clock.at(max(month, until - timedelta(days=4))):
            _courtyard()


def summary() -> dict[str, object]:
    """How many lie with a customer, and what the contracts come to."""
    waiting = select(func.count(Quotation.id)).where(Quotation.state == QuotationState.SENT)
    return {
        "offertes bij klanten": db.session.scalar(waiting) or 0,
        "contracten": db.session.scalar(select(func.sum(Contract.net))) or Money.zero(),
    }


def _playgrounds() -> Quotation:
    made = _begun(
        municipality(),
        "groen-pleinen",
        title="Onderhoud van vier speeltuinen",
        included="Om de week: vegen, prullenbakken legen, onkruid weghalen en kijken of alles heel is.\n"
        "Niet inbegrepen: het keuren van speeltoestellen.",
        begin=date(2025, 3, 3),
        end=date(2027, 1, 1),
        pays=Pays.MONTH,
        frequency=Frequency.FORTNIGHTLY,
        people=2,
    )
    drafting.add_line(made, _line("material", "Schoonmaakmiddelen en zakken", amount=Money(120_000)))
    drafting.add_line(made, _line("travel", "Bakfiets en vervoer", amount=Money(60_000)))
    drafting.change(made, {"overhead": 1800, "risk": 300, "margin": 500, "asked": None})
    return sending.send(made, "", mails=False)


def _courtyard() -> Quotation:
    client = db.session.scalars(select(Organisation).where(Organisation.name == CLIENT)).one()
    today = clock.today()
    made = _begun(
        client,
        "groen-pleinen",
        title="Binnentuin Doornbosheerd",
        included="Snoeien, schoffelen, het gras maaien en het afval meenemen.",
        begin=today + timedelta(days=21),
        end=today + timedelta(days=21 + 364),
        pays=Pays.VISIT,
        frequency=Frequency.SEASON,
        people=3,
        valid_until=today + timedelta(days=10),
    )
    drafting.add_line(made, _line("work", "Begeleiding", minutes=60, engagement="employee"))
    drafting.add_line(made, _line("work", "Onderhoud", minutes=240, engagement="participation"))
    drafting.change(made, {"overhead": 1800, "risk": 300, "margin": 1000, "asked": Money(34_500)})
    return sending.send(made, "", mails=False)


def _begun(client: Organisation, slug: str, **facts: object) -> Quotation:
    service = db.session.scalars(select(Service).where(Service.slug == slug)).one()
    return drafting.begin(client, service, facts)


def _line(kind: str, activity: str, **facts: object) -> dict[str, object]:
    return {"kind": kind, "activity": activity, "vat_rule": "high", **facts}
