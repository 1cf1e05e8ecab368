"""The demo of grants: the municipality grants one each year, the first is settled, and a fund is asked as well."""

from datetime import date
from random import Random

from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.ledger import chart
from coop.ledger.cost_object import CostObject
from coop.ledger.monthly import book
from coop.money import Money
from invoicing.grants import asking, grant, lines, receiving, settling, terms
from invoicing.grants.grant import Grant
from invoicing.grants.request import CoverKind, GrantActivity, GrantRequest
from invoicing.grants.rule import add_rule
from members.demo import municipality
from members.party import Organisation, Party

FIRST_YEAR, ASKED_IN, REPORTED_IN, SETTLED_IN = 2025, 9, 3, 5
ASKED = Money(4_800_000)
GRANTED = {2025: ASKED, 2026: Money(3_600_000)}
ESTABLISHED = Money(4_650_000)
LEARNING = ("service:schoonmaak", "service:schone-wijk", "service:groen-pleinen", "service:fietsreparatie")
CONDITIONS = {
    "Vijftien mensen met een participatieplek doen mee.": "Er deden vijftien mensen mee, op vier plekken.",
    "De wijkwinkel is drie dagen per week open.": "De wijkwinkel was op maandag, woensdag en vrijdag open.",
    "Aan het eind van het jaar is er een verslag.": "",
}


def settle(_random: Random) -> None:
    """Know the fund, and get the first grant."""
    fund = Organisation(
        name="Fonds Buurtkracht (demo)",
        email="fonds@example.org",
        phone="+31600007200",
        street="Fondsplein",
        house_number="3",
        postcode="9711 ZZ",
        city="Groningen",
    )
    db.session.add(fund)
    db.session.flush()
    _of_year(FIRST_YEAR)


def live(_random: Random, month: date, until: date) -> None:
    """Ask, account for and settle in the months in which that is done, and take in what belongs to each month."""
    if month.month == 1 and month.year > FIRST_YEAR:
        _of_year(month.year)
    if month.month == ASKED_IN:
        _ask_fund(month.year + 1)
    first = next(iter(grant.grants()[::-1]), None)
    if first is not None and month.year == FIRST_YEAR + 1:
        if month.month == REPORTED_IN:
            _account_for(first)
        if month.month == SETTLED_IN:
            settling.settle(first, ESTABLISHED, month, "VST-2026-031")
    if until.day == 1:
        book([one.monthly() for one in grant.grants()], until)


def summary() -> dict[str, object]:
    """What was granted, and how many requests wait for an answer."""
    waiting = db.session.query(GrantRequest).filter_by(state="sent").count()
    granted = sum((one.amount for one in grant.grants()), Money.zero())
    return {"subsidie toegekend": granted, "aanvragen bij een gever": waiting}


def _of_year(year: int) -> None:
    with clock.at(date(year, 1, 2)):
        asked = _request(municipality(), year)
        asking.send(asked, date(year - 1, 10, 1))
        given = asking.grant_it(
            asked, date(year, 1, 2), GRANTED.get(year, GRANTED[2026]), reference=f"WEB-{year}-014"
        )
        meeting, learning = asked.activities
        add_rule(given.id, "45105", activity_id=meeting.id)
        add_rule(given.id, "46110", activity_id=meeting.id)
        if year == FIRST_YEAR:
            add_rule(given.id, chart.WAGES, activity_id=learning.id)
        else:
            _learning_at_work(given, learning)
        facts = {"unpaid_rate": Money(750), "volunteers": year > FIRST_YEAR}
        terms.agree(given.id, hour_limit=Money(2_200), report_due=date(year + 1, 4, 1), **facts)  # type: ignore[arg-type]
        terms.add_conditions(given.id, list(CONDITIONS))
    with clock.at(date(year, 2, 3)):
        receiving.receive(given, date(year, 2, 3), given.amount.share(8000))


def _request(giver: Party, year: int) -> GrantRequest:
    made = asking.draft(giver, "Wijkeconomie Beijum", ASKED, date(year, 1, 1), date(year + 1, 1, 1))
    meeting = lines.add_activity(made, "Ontmoeten in de wijkwinkel")
    lines.add_cost(meeting, "Huur van de wijkwinkel", amount=Money(750_000), account="45105")
    lines.add_cost(meeting, "Telefoon en internet", amount=Money(60_000), account="46110")
    learning = lines.add_activity(made, "Leren en werken")
    lines.add_cost(learning, "Begeleiding op het werk", minutes=2200 * 60, rate=Money(2_150), account=chart.WAGES)
    lines.add_cover(made, CoverKind.INCOME, "Opdrachten van bewoners", Money(640_000))
    lines.add_cover(made, CoverKind.CONTRIBUTION, "Bijdrage aan de werkplaats", Money(50_000))
    lines.add_cover(made, CoverKind.OWN, "Uit de reserve", Money(50_000))
    return made


def _learning_at_work(given: Grant, learning: GrantActivity) -> None:
    add_rule(given.id, chart.OUTSOURCED, activity_id=learning.id)
    add_rule(given.id, chart.MATERIALS, activity_id=learning.id)
    for key in db.session.scalars(
        select(CostObject.id).where(CostObject.code.in_(LEARNING)).order_by(CostObject.id)
    ):
        add_rule(given.id, chart.WAGES, key, learning.id)


def _ask_fund(year: int) -> None:
    fund = db.session.query(Organisation).filter_by(email="fonds@example.org").one()
    made = asking.draft(fund, "Buurtkeuken", Money(750_000), date(year, 1, 1), date(year + 1, 1, 1))
    kitchen = lines.add_activity(made, "Twee keer per week samen eten")
    lines.add_cost(kitchen, "Kok", minutes=300 * 60, rate=Money(2_150), account=chart.WAGES)
    lines.add_cost(kitchen, "Boodschappen", amount=Money(300_000), account=chart.MATERIALS)
    lines.add_cover(made, CoverKind.CONTRIBUTION, "Eters betalen € 4 per maaltijd", Money(195_000))
    asking.send(made, clock.today())


def _account_for(first: Grant) -> None:
    found = terms.conditions_of(first.id)
    told = [*list(CONDITIONS.values())[:2], "Dit is het verslag."]
    terms.say_met(first.id, {one.id: met for one, met in zip(found, told, strict=True)})
    terms.reported(first.id, clock.today())
