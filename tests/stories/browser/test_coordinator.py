"""A coordinator at a desk: takes orders on, plans who goes, and approves the hours."""

from collections.abc import Callable
from datetime import date, time

import pytest

from coop import clock
from coop.ledger.verify import verify
from coop.permission import Role
from members.engagement import EngagementKind
from orders import feedback, hours
from orders.staffing import assign
from tests.members.cast import a_member, person
from tests.orders.cast import a_job, an_order
from tests.stories.browser import cast
from tests.stories.browser.server import HouseServer
from tests.stories.browser.test_resident import LAW
from tests.stories.browser.walk import DESK, PHONE, Walk

pytestmark = pytest.mark.browser

THURSDAY, FRIDAY = date(2026, 3, 5), date(2026, 3, 6)


def test_a_coordinator_takes_orders_plans_the_work_and_approves_the_hours(
    house_server: HouseServer, window: Callable[..., Walk]
) -> None:
    with house_server.inside():
        _, garden, painting = cast.neighbourhood()
        cast.who_works_here("Marga Oosterhuis", Role.COORDINATOR)
        jan, _ = (a_member(name, EngagementKind.VOLUNTEER) for name in ("Jan de Vries", "Saida Visser"))
        done = [a_job(an_order(garden, person(f"Buur Van {house}", house_number=house))) for house in "567"]
        for job in done:
            assign(job, [jan])
        person("Fatima Haddad")
        an_order(painting, person("Omar Bakker", house_number="30"), first_day=date(2026, 3, 13))
        with clock.at(THURSDAY):
            for job in done[:2]:
                hours.confirm(job, jan, f"klopt-{job.id}")
            hours.tell(jan, "anders", job=done[2], day=THURSDAY, begins=time(9), ends=time(12))
    house_server.moment = FRIDAY

    desk = window(DESK)
    desk.sign_in("marga.oosterhuis@example.org", cast.PASSWORD)
    desk.door("Bestellingen")
    with desk.task("coordinator: take an order of somebody we know", seconds=60):
        desk.tap("Bestelling aannemen")
        desk.type("Naam, straat of telefoon", "Haddad")
        desk.tap("Zoeken")
        desk.tap("Kies de dienst", beside="Fatima Haddad")
        desk.tap("Tuinonderhoud")
        desk.sees("Voor Fatima Haddad.")
        desk.tick("maandag 9 maart")
        desk.tap(LAW)
        desk.sees("De bestelling staat erin.", "Boelemaheerd 12")
    desk.tap("Aannemen")
    desk.sees("Aangenomen. De klussen staan in de planning.", "ma 9 mrt 2026")

    desk.tap("Alle bestellingen")
    desk.tap(desk.words("Omar Bakker").split()[0], beside="Omar Bakker")
    desk.type("Waarom niet?", "Deze muur is te hoog voor ons.")
    desk.tap("Afwijzen")
    desk.sees("Afgewezen. De klant krijgt bericht.", "Deze muur is te hoog voor ons.")
    house_server.work()
    assert "te hoog voor ons" in house_server.mails("omar.bakker@example.org")[-1].get_content()

    desk.door("Planning")
    desk.tap("Volgende week")
    assert "nog 1 nodig" in desk.words("Boelemaheerd 12")
    desk.tap("Tuinonderhoud", beside="Boelemaheerd 12")
    desk.tick("Saida Visser")
    desk.tap("Inplannen")
    desk.sees("1 lid ingepland.")
    desk.pick("Dag", "2026-03-11")
    desk.pick("Begint om", "13:30")
    desk.tap("Verplaatsen")
    desk.sees("De klus is verplaatst.", "woensdag 11 maart, 13:30", "Saida Visser")

    desk.door("Uren goedkeuren")
    assert "anders" in desk.words("3 u")
    desk.tap("Vraag stellen", beside="3 u")
    desk.type("Wat wil je weten?", "Was het zo veel werk?")
    desk.tap("Vragen")
    desk.tap("Alles wat klopt goedkeuren (2)")
    desk.sees("2 keer uren goedgekeurd.")
    with house_server.inside():
        assert hours.waiting() == []
        assert verify().first_fault is None


def test_a_coordinator_has_work_done_again_that_was_not_good(
    house_server: HouseServer, window: Callable[..., Walk]
) -> None:
    with house_server.inside():
        _, garden, _ = cast.neighbourhood()
        cast.who_works_here("Marga Oosterhuis", Role.COORDINATOR)
        jan = a_member("Jan de Vries", EngagementKind.VOLUNTEER)
        job = a_job(an_order(garden, person("Fatima Haddad")))
        assign(job, [jan])
        token = job.order.token
        with clock.at(THURSDAY):
            hours.approve([hours.confirm(job, jan, "klopt")])
            feedback.complain(job, "undone", "De heg is vergeten.")
    house_server.moment = FRIDAY
    desk = window(DESK)
    desk.sign_in("marga.oosterhuis@example.org", cast.PASSWORD)
    desk.door("Bestellingen")
    desk.tap("1 klant is niet tevreden en wacht op antwoord.")
    desk.tap("Tuinonderhoud", beside="Fatima Haddad")
    desk.sees("Niet alles is gedaan", "De heg is vergeten.", "Jan de Vries")
    desk.pick("Dag", "2026-03-10")
    desk.tap("Overdoen")
    desk.sees("De klus wordt overgedaan. Kies nu wie er gaat.")
    desk.tick("Jan de Vries")
    desk.tap("Inplannen")
    desk.sees("1 lid ingepland.")
    house_server.work()
    (*_, mail) = house_server.mails("fatima.haddad@example.org")
    assert "We komen het overdoen op dinsdag 10 maart" in mail.get_content()
    resident = window(PHONE)
    resident.open(f"/bestelling/{token}")
    resident.sees("We komen het overdoen op dinsdag 10 maart.", "we doen het over, zonder kosten")


def test_a_coordinator_takes_orders_by_phone_while_the_caller_waits(
    house_server: HouseServer, window: Callable[..., Walk]
) -> None:
    with house_server.inside():
        _, garden, _ = cast.neighbourhood()
        cast.who_works_here("Marga Oosterhuis", Role.COORDINATOR)
        an_order(garden, person("Fatima Haddad", phone="+31612345678"), quantity=3000)
        person("Omar Bakker", phone="+31501234567")
    desk = window(DESK)
    desk.sign_in("marga.oosterhuis@example.org", cast.PASSWORD)
    desk.door("Bestellingen")
    with desk.task("coordinator: the same again by phone number", seconds=60):
        desk.tap("Bestelling aannemen")
        desk.type("Naam, straat of telefoon", "06 1234 5678")
        desk.tap("Zoeken")
        desk.tap("Weer Tuinonderhoud", beside="Fatima Haddad")
        desk.sees("Voor Fatima Haddad.", "€ 90,00")
        desk.tick("donderdag 5 maart")
        desk.tap(LAW)
        desk.sees("De bestelling staat erin.")
    desk.tap("Alle bestellingen")
    with desk.task("coordinator: take an order of a new caller", seconds=60):
        desk.tap("Bestelling aannemen")
        desk.tap("Tuinonderhoud")
        desk.tick("donderdag 5 maart")
        desk.type("Postcode", "9736hb")
        desk.type("Huisnummer", "14")
        desk.type("Naam van de klant", "Thea de Jong")
        desk.type("Telefoon", "0687654321")
        desk.tap(LAW)
        desk.sees("De bestelling staat erin.", "Boelemaheerd 14")
