"""A treasurer with both hands on the keyboard, who also types in fields."""

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from coop.ledger import chart
from coop.permission import Role
from invoicing.bank import account, importing
from invoicing.matching import running, waiting
from tests.invoicing.bank.cast import camt, entry, statement
from tests.members.cast import person
from tests.stories.browser import cast
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import DESK, Walk

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(house_server: HouseServer, window: Callable[..., Walk]) -> Walk:
    """A treasurer at work, with three people and two lines of the bank."""
    with house_server.inside():
        cast.neighbourhood()
        cast.who_works_here("Johan Medema", Role.TREASURER)
        for name in ("Anna Bos", "Bram Dijk", "Cato Eland"):
            person(name)
        lines = entry("12.00", text="Wat is dit") + entry("28.00", text="En dit", reference="R-2")
        [_] = importing.take_in("maart.xml", io.BytesIO(camt(statement(lines))))
        account.place(account.accounts()[0], chart.BANK, "Betaalrekening")
        running.run()
        assert waiting.left().count == 2
    walk = window(DESK)
    walk.sign_in("johan.medema@example.org", cast.PASSWORD)
    return walk


def press(page: Page, *keys: str) -> None:
    """Press keys one after another, wherever the focus is, once the page listens: its title comes before."""
    page.wait_for_load_state("domcontentloaded")
    for key in keys:
        page.keyboard.press(key)


def test_rooms_rows_search_and_help_by_keys(desk: Walk) -> None:
    page, title = desk.page, desk.main.get_by_role("heading", level=1)
    press(page, "g", "m")
    expect(title).to_have_text("Mensen en organisaties")
    press(page, "j", "j", "k", "j")
    expect(desk.main.get_by_role("link", name="Bram Dijk")).to_be_focused()
    press(page, "Enter")
    expect(title).to_have_text("Bram Dijk")

    press(page, "?")
    helped = page.get_by_role("dialog", name="Toetsen")
    expect(helped).to_be_visible()
    press(page, "Escape")
    expect(helped).to_be_hidden()
    expect(page.locator("dialog :focus")).to_have_count(0)  # a key pressed there is none of ours

    press(page, "/")
    expect(page.locator("#top-search")).to_be_focused()
    page.keyboard.type("gkj?cato")
    assert "/mensen/" in page.url, "typing in a field goes nowhere"
    expect(page.locator("#top-search")).to_have_value("gkj?cato")
    page.locator("#top-search").fill("cato")
    press(page, "Enter")
    expect(title).to_have_text("Zoeken")
    press(page, "Escape", "j", "Enter")
    expect(title).to_have_text("Cato Eland")
    desk.sees("Cato Eland")


def test_lines_of_the_bank_by_keys(desk: Walk) -> None:
    page = desk.page
    desk.open("/bank/koppelen")
    press(page, "j", "j")
    expect(desk.main.get_by_role("article").nth(1)).to_be_focused()
    press(page, "3")
    desk.sees("2 bankregels wachten op jou")  # this line has no third proposal, and no other line is touched
    press(page, "o")
    page.wait_for_url("**/bank/regels/*")
    desk.sees("En dit")


def test_without_keys_a_letter_is_only_a_letter(desk: Walk) -> None:
    desk.open("/account")
    desk.tap("Toetsen uitzetten")
    desk.sees("De toetsen staan uit.")
    press(desk.page, "g", "m", "?")
    desk.page.wait_for_timeout(200)
    assert desk.page.url.endswith("/account")
    assert not desk.page.get_by_role("dialog").count()
