"""A treasurer comes in, and sees without a click what waits and whether we make it."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect

from coop.permission import Role
from tests.invoicing.cast import done_job, service
from tests.members.cast import person
from tests.stories.browser import cast
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import DESK, PHONE, Walk
from tests.to_beat import beat

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_what_waits_and_whether_we_make_it_are_there_without_a_click(
    house_server: HouseServer, window: Callable[..., Walk], size: dict[str, object]
) -> None:
    with house_server.inside():
        cast.neighbourhood()
        cast.who_works_here("Johan Medema", Role.TREASURER)
        done_job(person("Anna Bos"), service("ramen", name="Ramen lappen"), date(2026, 2, 27))
    desk = window(size)
    desk.sign_in("johan.medema@example.org", cast.PASSWORD)
    assert desk.headings() == ["Dit wacht op jou", "Halen we het?"]
    desk.sees("post klaar om te factureren", "€ 32,50")
    for measure in ("Begroot", "Geboekt", "Afgesproken", "Verwacht"):
        expect(desk.main.get_by_text(measure, exact=True).first).to_be_attached()
    desk.page.get_by_role("link", name="post klaar om te factureren").click()
    expect(desk.main.get_by_role("heading", level=1)).to_have_text("Te factureren")
    desk.sees("Anna Bos")


def test_forty_invoices_are_two_clicks(house_server: HouseServer, window: Callable[..., Walk]) -> None:
    """From the home to the last PDF and mail; what the machine itself takes is added to the two clicks."""
    with house_server.inside():
        cast.neighbourhood()
        cast.who_works_here("Johan Medema", Role.TREASURER)
        windows = service("ramen", name="Ramen lappen")
        for number in range(40):
            done_job(person(f"Klant {number}"), windows, date(2026, 2, 27))
    desk = window(DESK)
    desk.sign_in("johan.medema@example.org", cast.PASSWORD)
    before, began = desk.effort.taps, time.monotonic()
    desk.tap("40 posten klaar om te factureren € 1.300,00")
    desk.tap("Maak 40 facturen, € 1.300,00")
    house_server.work()
    desk.sees("40 van 40 klaar")
    waited = time.monotonic() - began
    clicks = desk.effort.taps - before
    beat(
        "treasurer: 40 invoices, printed and mailed",
        {"taps": 2, "seconds": 60},
        {"taps": clicks, "seconds": round(clicks * 1.3 + waited, 1)},
    )
    assert len(house_server.mails("klant.39@example.org")) == 1
