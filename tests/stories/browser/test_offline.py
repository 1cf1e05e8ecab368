"""A member without a connection: what is told waits on the phone, survives it, and arrives once."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect
from sqlalchemy import select

from coop import clock
from coop.database import db
from members.engagement import EngagementKind
from members.member import Member
from orders import hours
from orders.hours import HourEntry, HoursState
from orders.job import Job
from orders.staffing import assign, release
from tests.members.cast import person
from tests.orders.cast import a_job, an_order
from tests.stories.browser import cast
from tests.stories.browser.conftest import PATIENCE
from tests.stories.browser.line import Line
from tests.stories.browser.pocket import Pocket
from tests.stories.browser.server import HouseServer

pytestmark = pytest.mark.browser

FRIDAY, MONDAY = (datetime(2026, 3, day, 16, tzinfo=clock.AMSTERDAM) for day in (6, 9))
JAN, ELS = "jan.de.vries@example.org", "els.kamp@example.org"


@pytest.fixture
def line(house_server: HouseServer) -> Iterator[Line]:
    """The line to the house, on a Friday afternoon; Jan has two jobs that day, and two on Monday."""
    with house_server.inside():
        _, garden, painting = cast.neighbourhood()
        jan = cast.who_works_here("Jan de Vries", kind=EngagementKind.VOLUNTEER)
        cast.who_works_here("Els Kamp", kind=EngagementKind.VOLUNTEER)
        for moment in (FRIDAY, MONDAY):
            for service, house in ((garden, "6"), (painting, "8")):
                neighbour = person(f"Buur Van {house}", house_number=house)
                assign(a_job(an_order(service, neighbour, first_day=moment.date())), [jan])
    house_server.moment = FRIDAY
    line = Line(house_server.address)
    yield line
    line.close()


@pytest.fixture
def phone(chromium: Browser, line: Line, tmp_path: Path) -> Iterator[Pocket]:
    """The phone of Jan, who came in and has seen his page."""
    pocket = Pocket(chromium.browser_type, tmp_path / "phone", FRIDAY)
    sign_in(pocket.page, line, JAN)
    yield pocket
    pocket.close()


def test_three_entries_survive_a_killed_phone_and_a_lost_answer_twice(
    phone: Pocket, line: Line, house_server: HouseServer
) -> None:
    for number, moment in enumerate((FRIDAY, MONDAY), 1):
        house_server.moment = phone.moment = moment
        sign_in(phone.page, line, JAN)  # on Monday anew: a phone stays signed in for hours
        phone.close()
        phone.start()
        sign_in(phone.page, line, JAN)

        line.is_up = False
        tell_three(phone.page)
        phone.kill()
        phone.start()
        phone.page.goto(f"{line.address}/mijn")
        expect(waiting(phone.page)).to_contain_text("3 wachten op versturen")
        expect(phone.page.get_by_text("Geen verbinding. Dit is je pagina van")).to_be_visible()
        assert told_on(house_server, moment.date()) == []

        line.lose_the_next_answer_to("POST /mijn/uren")
        line.is_up = True
        phone.page.get_by_role("button", name="Nu versturen").click()
        until(phone.page, partial(line.has_lost, number), "no answer got lost")
        expect(waiting(phone.page)).to_contain_text("3 wachten op versturen")
        phone.page.reload()
        expect(phone.page.get_by_text("Dank je wel. Je uren zijn doorgegeven.")).to_be_visible()
        expect(waiting(phone.page)).to_be_hidden()

        assert sorted(entry.minutes for entry in told_on(house_server, moment.date())) == [60, 90, 120]
    assert len(told_on(house_server)) == 6


def test_what_the_house_says_no_to_is_explained_and_waits_for_the_member(
    phone: Pocket, line: Line, house_server: HouseServer
) -> None:
    page = phone.page
    line.is_up = False
    tell_three(page)
    with house_server.inside():
        garden, painting = (of_day(FRIDAY.date(), title) for title in ("Tuinonderhoud", "Schilderen"))
        garden.move(date(2026, 3, 10), time(9), garden.day)
        release(painting, db.session.scalars(select(Member.id)).all()[0])
    line.is_up = True
    page.reload()
    expect(waiting(page)).to_contain_text("Niet doorgegeven")
    expect(waiting(page)).to_contain_text("Deze klus is verplaatst: hij staat nu op dinsdag 10 maart om 9:00.")
    expect(waiting(page)).to_contain_text("Deze klus staat niet op jouw naam.")
    assert [entry.minutes for entry in told_on(house_server)] == [90], "the third had nothing against it"

    page.reload()
    for _ in range(2):  # nothing goes of itself
        line_of_it = waiting(page).get_by_role("listitem").first
        line_of_it.get_by_text("Laten vervallen", exact=True).click()
        line_of_it.get_by_role("button", name="Ja, laten vervallen").click()
    expect(waiting(page)).to_be_hidden()


def test_hours_that_were_approved_meanwhile_stay_as_they_are(
    phone: Pocket, line: Line, house_server: HouseServer
) -> None:
    page = phone.page
    line.lose_the_next_answer_to("POST /mijn/uren")
    job_card(page, "Boelemaheerd 6").get_by_role("button", name="Klopt").click()
    expect(waiting(page)).to_contain_text("1 wacht op versturen")
    with house_server.inside():
        (entry,) = db.session.scalars(select(HourEntry)).all()
        hours.approve([entry])
    page.reload()
    expect(waiting(page)).to_be_hidden()
    (entry,) = told_on(house_server)
    assert (entry.state, entry.minutes) == (HoursState.APPROVED, 120)


def test_who_signs_out_leaves_nothing_to_read_and_loses_nothing(
    phone: Pocket, line: Line, house_server: HouseServer
) -> None:
    page = phone.page
    line.is_up = False
    job_card(page, "Boelemaheerd 6").get_by_role("button", name="Klopt").click()
    expect(waiting(page)).to_contain_text("1 wacht op versturen")
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("heading", name="Geen verbinding")).to_be_visible()
    page.goto(f"{line.address}/mijn")
    assert "Boelemaheerd" not in page.content(), "the kept page is gone"

    line.is_up = True
    page.goto(f"{line.address}/account")
    page.get_by_role("button", name="Uitloggen").click()
    sign_in(page, line, ELS)
    expect(page.get_by_text("Vandaag heb je geen klussen.")).to_be_visible()
    expect(waiting(page)).to_be_hidden()
    assert told_on(house_server) == [], "Els sends nothing of Jan's"

    page.get_by_role("button", name="Uitloggen").click()
    sign_in(page, line, JAN)
    expect(page.get_by_text("Dank je wel. Je uren zijn doorgegeven.")).to_be_visible()
    assert [entry.member.name for entry in told_on(house_server)] == ["Jan de Vries"]


def test_a_session_that_ended_asks_to_sign_in_and_takes_the_kept_page_along(
    phone: Pocket, line: Line, house_server: HouseServer
) -> None:
    page = phone.page
    line.is_up = False
    job_card(page, "Boelemaheerd 6").get_by_role("button", name="Klopt").click()
    expect(waiting(page)).to_contain_text("1 wacht op versturen")
    page.context.clear_cookies()
    line.is_up = True
    page.get_by_role("button", name="Nu versturen").click()
    expect(page.get_by_text("Log in. Dan sturen we je uren.")).to_be_visible()
    line.is_up = False
    page.goto(f"{line.address}/mijn")
    assert "Boelemaheerd" not in page.content()
    line.is_up = True
    sign_in(page, line, JAN)
    expect(page.get_by_text("Dank je wel. Je uren zijn doorgegeven.")).to_be_visible()
    assert len(told_on(house_server)) == 1


def sign_in(page: Page, line: Line, email: str) -> None:
    page.goto(f"{line.address}/mijn")
    if "/inloggen" in page.url:
        page.get_by_label("E-mailadres").fill(email)
        page.get_by_label("Wachtwoord").fill(cast.PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("heading", name="Mijn klussen")).to_be_visible()
    until_kept(page)


def until_kept(page: Page) -> None:
    """Wait until the phone has put away what it shows without a connection."""
    kept = """async () => Boolean(document.documentElement.dataset.tells && await caches.match('/mijn')
        && await caches.match('/mijn/anders') && await caches.match('/static/mine.js'))"""

    def is_kept() -> bool:
        try:
            return bool(page.evaluate(kept))
        except Error:  # what waited was sent, and the page is loaded anew
            return False

    until(page, is_kept, "the phone keeps nothing")


def until(page: Page, holds: Callable[[], bool], otherwise: str) -> None:
    for _ in range(PATIENCE // 100):
        if holds():
            return
        page.wait_for_timeout(100)
    pytest.fail(otherwise)


def tell_three(page: Page) -> None:
    """As planned, an hour longer with an hour of pause, and other work of an hour and a half; with a reload."""
    job_card(page, "Boelemaheerd 6").get_by_role("button", name="Klopt").click()
    expect(waiting(page)).to_contain_text("1 wacht op versturen")
    page.reload()
    expect(waiting(page)).to_contain_text("1 wacht op versturen")
    card = job_card(page, "Boelemaheerd 8")
    card.get_by_text("Het ging anders").click()
    card.get_by_label("1 uur langer").check()
    card.get_by_label("60 min").check()
    card.get_by_role("button", name="Doorgeven").click()
    expect(waiting(page)).to_contain_text("2 wachten op versturen")
    page.get_by_role("link", name="Ik deed iets anders").click()
    page.get_by_label("Schilderen").check()
    page.get_by_label("1 u 30").check()
    page.get_by_role("button", name="Doorgeven").click()
    expect(waiting(page)).to_contain_text("3 wachten op versturen")


def job_card(page: Page, address: str) -> Locator:
    return page.get_by_role("article").filter(has_text=address).filter(has=page.get_by_text("Klopt", exact=True))


def waiting(page: Page) -> Locator:
    return page.locator("#waiting")


def told_on(house_server: HouseServer, day: date | None = None) -> list[HourEntry]:
    with house_server.inside():
        query = select(HourEntry) if day is None else select(HourEntry).where(HourEntry.day == day)
        found = list(db.session.scalars(query))
        for entry in found:
            _ = entry.member.name
        db.session.expunge_all()
        return found


def of_day(day: date, title: str) -> Job:
    return db.session.scalars(select(Job).where(Job.day == day, Job.title == title)).one()
