"""A member at a phone: sees today's work first, says with one tap that it went as planned, and tells the rest."""

import re
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from playwright.sync_api import expect

from coop import clock
from coop.ledger.verify import verify
from members.engagement import EngagementKind
from orders.staffing import assign
from tests.members.cast import person
from tests.orders.cast import a_job, an_order
from tests.stories.browser import cast
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import PHONE, Walk

pytestmark = pytest.mark.browser

YESTERDAY, TODAY, TOMORROW = date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 7)
AFTERNOON = datetime.combine(TODAY, time(16), clock.AMSTERDAM)


def test_a_member_tells_the_hours_of_the_day(house_server: HouseServer, window: Callable[..., Walk]) -> None:
    with house_server.inside():
        _, garden, painting = cast.neighbourhood()
        jan = cast.who_works_here("Jan de Vries", kind=EngagementKind.VOLUNTEER)
        for service, day, house in (
            (garden, YESTERDAY, "5"),
            (garden, TODAY, "6"),
            (painting, TODAY, "8"),
            (garden, TOMORROW, "7"),
        ):
            job = a_job(an_order(service, person(f"Buur Van {house}", house_number=house), first_day=day))
            assign(job, [jan])
    house_server.moment = AFTERNOON

    phone = window(PHONE)
    phone.open("/inloggen")
    phone.type("E-mailadres", "jan.de.vries@example.org")
    phone.tap("Mail mij een link")
    phone.sees("Kijk in je mail")
    house_server.work()
    (mail,) = house_server.mails("jan.de.vries@example.org")
    phone.open(re.findall(r"http\S+", mail.get_content())[0])
    phone.tap("Inloggen")

    assert phone.headings() == ["Vandaag", "Nog doorgeven", "Straks", "Mijn uren"]
    with phone.task("member: a planned job", taps=1, characters=0):
        phone.tap("Klopt", beside="Boelemaheerd 6")
        phone.sees("Dank je wel. Je uren zijn doorgegeven.")
    assert "uren doorgegeven 2 u" in phone.words("Boelemaheerd 6")

    with phone.task("member: a changed time and a pause", taps=4, characters=0):
        phone.tap("Het ging anders", beside="Boelemaheerd 5")
        phone.tick("1 uur langer", beside="Boelemaheerd 5")
        phone.tick("15 min", beside="Boelemaheerd 5", among="Pauze")
        phone.tap("Doorgeven", beside="Boelemaheerd 5")
        expect(phone.main.get_by_role("heading", name="Nog doorgeven")).to_have_count(0)  # the page came anew
        phone.sees("Dank je wel. Je uren zijn doorgegeven.")
    with phone.task("member: unplanned work", taps=5, characters=0):
        phone.tap("Ik deed iets anders")
        phone.tick("Schilderen", among="Wat heb je gedaan?")
        phone.tick("30 min", among="Hoe lang?")
        phone.tap("Doorgeven")
        phone.sees("Dank je wel. Je uren zijn doorgegeven.")

    assert phone.headings() == ["Vandaag", "Straks", "Mijn uren"]
    assert "0 min 5 u 15" in phone.words("maart 2026"), "2 u, 2 u 45 and half an hour wait for approval"
    assert "Klopt" not in phone.words("Boelemaheerd 7"), "what still has to be done cannot be told"
    with house_server.inside():
        assert verify().first_fault is None
