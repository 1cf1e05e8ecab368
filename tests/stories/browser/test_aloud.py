"""The three main pages can be read aloud, in the language of the page, by a voice of the device itself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from coop.database import db
from coop.wijk import Wijk
from tests.orders import cast
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import PHONE, Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Window = Callable[..., Walk]

VOICE = """
window.said = []; window.finish = null;
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => VOICES.map((lang) => ({lang})),
  speak: (one) => { window.said.push([one.lang, one.text]); window.finish = () => one.onend(); },
  cancel: () => { window.finish = null; window.cancelled = (window.cancelled || 0) + 1; },
  addEventListener: () => {},
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
"""A device that says what it is told, and goes on when the test lets it."""


def with_voices(walk: Walk, *languages: str) -> None:
    walk.page.add_init_script(VOICE.replace("VOICES", str(list(languages))))


def heard(walk: Walk) -> list[str]:
    """Let it be read to the end, and tell what was said."""
    walk.page.evaluate(
        "() => { while (window.finish) { const next = window.finish; window.finish = null; next(); } }"
    )
    said: list[str] = [text for _language, text in walk.page.evaluate("window.said")]
    return said


@pytest.fixture
def order_page(house_server: HouseServer) -> str:
    with house_server.inside():
        db.session.add(Wijk(name="Wijkbedrijf Beijum", city="Groningen"))
        order = cast.an_order()
        return f"/bestelling/{order.token}"


def test_an_order_is_read_from_its_head_to_its_last_button(window: Window, order_page: str) -> None:
    phone = window(PHONE)
    with_voices(phone, "de-DE", "nl_NL")
    phone.open(order_page)
    button = phone.page.get_by_role("button", name="Lees voor")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    stop = phone.page.get_by_role("button", name="Stop met voorlezen")
    expect(stop).to_have_attribute("aria-pressed", "true")
    expect(phone.page.locator(".is-read")).to_have_count(1)
    expect(phone.page.locator("h1.is-read")).to_be_visible()
    said = heard(phone)
    assert {language for language, _text in phone.page.evaluate("window.said")} == {"nl"}
    assert said[0].startswith("Je bestelling")
    assert "Tuinonderhoud" in said[1]
    assert any("Prijs per keer" in text for text in said)
    assert len(said) == len([text for text in said if text]), "silence is not read"
    assert not any("Lees voor" in text or "Stop met" in text for text in said)
    expect(phone.page.locator(".is-read")).to_have_count(0)
    expect(phone.page.get_by_role("button", name="Lees voor")).to_have_attribute("aria-pressed", "false")


def test_who_has_heard_enough_stops_it_by_button_or_key(window: Window, order_page: str) -> None:
    phone = window(PHONE)
    with_voices(phone, "nl-NL")
    phone.open(order_page)
    for stop in (
        lambda: phone.page.get_by_role("button", name="Stop met voorlezen").click(),
        lambda: phone.page.keyboard.press("Escape"),
    ):
        phone.page.get_by_role("button", name="Lees voor").click()
        stop()
        expect(phone.page.locator(".is-read")).to_have_count(0)
        expect(phone.page.get_by_role("button", name="Lees voor")).to_be_visible()
        assert phone.page.evaluate("window.finish") is None


def test_a_device_without_a_voice_for_the_language_offers_nothing(window: Window, order_page: str) -> None:
    phone = window(PHONE)
    with_voices(phone, "en-US", "nlx")
    phone.open(order_page)
    expect(phone.page.locator("[data-aloud]")).to_be_hidden()


def test_what_somebody_typed_is_not_said_aloud(window: Window, order_page: str) -> None:
    phone = window(PHONE)
    with_voices(phone, "nl-NL")
    phone.open("/bestellen/tuin")
    phone.page.locator("input[name=size]").fill("37")
    phone.page.get_by_role("button", name="Lees voor").click()
    said = heard(phone)
    assert any("Hoeveel uur" in text for text in said)
    assert not any("37" in text for text in said if "Hoeveel" in text)


@pytest.mark.parametrize("language", ["ar", "uk"])
def test_it_reads_in_the_language_of_the_page(window: Window, order_page: str, language: str) -> None:
    phone = window(PHONE)
    with_voices(phone, "nl-NL", f"{language}-XX")
    phone.open(order_page)
    phone.page.locator(".tongues summary").click()
    phone.page.locator(f".tongue-list [lang={language}]").click()
    phone.page.locator("[data-aloud]").click()
    heard(phone)
    assert {spoken for spoken, _text in phone.page.evaluate("window.said")} == {language}
