"""The main paths with the keyboard alone and nothing that moves: whoever cannot use a mouse does the same work."""

from collections.abc import Callable
from datetime import date

import pytest

from coop import clock
from coop.permission import Role
from members.engagement import EngagementKind
from orders import hours
from orders.staffing import assign
from tests.members.cast import a_member, person
from tests.orders.cast import a_job, an_order
from tests.stories.browser import cast
from tests.stories.browser.keyboard import STILL, Keyboard
from tests.stories.browser.server import HouseServer
from tests.stories.browser.test_member import AFTERNOON, TODAY
from tests.stories.browser.test_resident import LAW
from tests.stories.browser.walk import DESK

pytestmark = pytest.mark.browser

THURSDAY, NEXT_MONDAY = date(2026, 3, 5), date(2026, 3, 9)
Window = Callable[..., Keyboard]


def test_a_resident_orders_with_the_keyboard(house_server: HouseServer, window: Window) -> None:
    with house_server.inside():
        cast.neighbourhood()
    keys = window(DESK, Keyboard, **STILL)
    keys.open("/")
    keys.to("Naar de inhoud")
    keys.press("Enter")
    assert keys.page.evaluate("document.activeElement.id") == "main", "the menu can be skipped"
    keys.tap("Tuinonderhoud")

    keys.tick("Groenafval meenemen")
    keys.hears("€ 72,50")
    assert keys.focus().startswith("Groenafval meenemen"), "a new price leaves the focus where it was"
    keys.tap("Verder")
    keys.tap("Verder")
    keys.hears("Kies een dag.")
    keys.take("maandag 9 maart")
    keys.tap("Verder")
    keys.type("Postcode", "9737 XX")
    keys.type("Huisnummer", "12")
    keys.hears("Vul ook je straat in.")
    keys.type("Straat", "Emingaheerd")
    keys.expects(422)
    keys.tap(LAW)
    _is_told_what_is_wrong(keys)

    keys.tap("Je naam")
    assert keys.focus() == "Je naam", "a sentence of the summary leads to its field"
    keys.page.keyboard.type("Fatima Haddad")
    keys.type("Telefoon", "06 1234 5678")
    keys.tap(LAW)
    keys.hears("Bedankt, je bestelling is binnen.")


def test_a_member_tells_hours_with_the_keyboard(house_server: HouseServer, window: Window) -> None:
    with house_server.inside():
        _, garden, painting = cast.neighbourhood()
        jan = cast.who_works_here("Jan de Vries", kind=EngagementKind.VOLUNTEER)
        for service, house in ((garden, "6"), (painting, "8")):
            neighbour = person(f"Buur Van {house}", house_number=house)
            assign(a_job(an_order(service, neighbour, first_day=TODAY)), [jan])
    house_server.moment = AFTERNOON
    keys = window(DESK, Keyboard, **STILL)
    keys.sign_in("jan.de.vries@example.org", cast.PASSWORD)
    keys.tap("Klopt", beside="Boelemaheerd 6")
    keys.hears("Dank je wel. Je uren zijn doorgegeven.")
    keys.tap("Het ging anders", beside="Boelemaheerd 8")
    keys.tick("1 uur langer", among="Hoe lang")
    keys.tap("Doorgeven", beside="Boelemaheerd 8")
    keys.hears("Dank je wel. Je uren zijn doorgegeven.")


def test_a_treasurer_invoices_with_the_keyboard(house_server: HouseServer, window: Window) -> None:
    with house_server.inside():
        _, garden, _ = cast.neighbourhood()
        cast.who_works_here("Johan Medema", Role.TREASURER)
        jan = a_member("Jan de Vries", EngagementKind.EMPLOYEE)
        jobs = [a_job(an_order(garden, person(name))) for name in ("Fatima Haddad", "Omar Bakker")]
        for job in jobs:
            assign(job, [jan])
        with clock.at(THURSDAY):
            hours.approve([hours.confirm(job, jan, f"klopt-{job.id}") for job in jobs])
    house_server.moment = NEXT_MONDAY
    keys = window(DESK, Keyboard, **STILL)
    keys.sign_in("johan.medema@example.org", cast.PASSWORD)
    keys.open("/factureren")
    keys.tick("Factuur voor Omar Bakker")
    keys.tap("Maak 1 factuur, € 60,00")
    keys.hears("0 van 1 klaar")
    house_server.work()
    keys.hears("1 van 1 klaar")


def test_a_coordinator_plans_with_the_keyboard(house_server: HouseServer, window: Window) -> None:
    with house_server.inside():
        _, garden, _ = cast.neighbourhood()
        cast.who_works_here("Marga Oosterhuis", Role.COORDINATOR)
        a_member("Saida Visser", EngagementKind.VOLUNTEER)
        a_job(an_order(garden, person("Fatima Haddad")))
    keys = window(DESK, Keyboard, **STILL)
    keys.sign_in("marga.oosterhuis@example.org", cast.PASSWORD)
    keys.open("/klussen")
    keys.tap("Tuinonderhoud", beside="Boelemaheerd 12")
    keys.expects(422)
    keys.tap("Inplannen")
    _is_told_what_is_wrong(keys)
    keys.tick("Saida Visser")
    keys.tap("Inplannen")
    keys.hears("1 lid ingepland.")


def _is_told_what_is_wrong(keys: Keyboard) -> None:
    told = keys.page.locator(".error-summary")
    told.wait_for()
    assert told.get_attribute("role") == "alert"
    assert told.evaluate("told => told === document.activeElement"), "what is wrong is read first"
