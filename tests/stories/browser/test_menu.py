"""The menu on a phone and at a desk, without JavaScript and by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from coop.permission import Role
from tests.stories.browser import cast
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import DESK, PHONE, Walk

pytestmark = pytest.mark.browser


def test_all_doors_are_found_on_a_phone_without_javascript(
    house_server: HouseServer, window: Callable[..., Walk]
) -> None:
    with house_server.inside():
        cast.neighbourhood()
        cast.who_works_here("Johan Medema", Role.TREASURER)
    phone = window(PHONE, java_script_enabled=False)
    phone.sign_in("johan.medema@example.org", cast.PASSWORD)
    menu = phone.page.get_by_role("navigation", name="Menu")
    assert menu.get_by_role("link").count() == 3, "few doors, and the way to the others"
    for door, heading in (("Subsidies", "Subsidies"), ("Balie", "Balie"), ("Leden", "Leden")):
        phone.door(door)
        expect(phone.main.get_by_role("heading", level=1)).to_have_text(heading)
        assert menu.locator("[aria-current]:visible").all_inner_texts() == [door]


def test_a_group_opens_by_the_keyboard(house_server: HouseServer, window: Callable[..., Walk]) -> None:
    with house_server.inside():
        cast.neighbourhood()
        cast.who_works_here("Johan Medema", Role.TREASURER)
    desk = window(DESK)
    desk.sign_in("johan.medema@example.org", cast.PASSWORD)
    books = desk.page.locator("summary", has_text="Boeken")
    books.focus()
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Tab")
    expect(desk.page.get_by_role("link", name="Grootboek", exact=True)).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.main.get_by_role("heading", level=1)).to_contain_text("Grootboek")
