"""The watching itself: what no story may meet on any page is made here on purpose, and refused."""

import pytest
from playwright.sync_api import Browser

from tests.stories.browser import cast
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import PHONE, Walk

pytestmark = pytest.mark.browser

TROUBLES = {
    "console: stuk": "console.error('stuk')",
    "nergens is not defined": "setTimeout(() => nergens())",
    "Content Security Policy": "document.body.setAttribute('style', 'color: red')",
    "//elsewhere.test/": "document.body.append(Object.assign(new Image(), {src: '//elsewhere.test/'}))",
    "/nergens answers 404": "fetch('/nergens')",
    "900 wide": "document.body.append(Object.assign(document.createElement('canvas'), {width: 900}))",
    "a request to http://localhost": "location.hostname = 'localhost'",
}


def test_a_walk_refuses_what_no_page_may_have(chromium: Browser, house_server: HouseServer) -> None:
    with house_server.inside():
        cast.neighbourhood()
    context = chromium.new_context(locale="nl-NL", **PHONE)
    walk = Walk(context, house_server.address, "trouble")
    walk.open("/")
    for told, trouble in TROUBLES.items():
        walk.page.evaluate(f"{trouble}; undefined")
        assert _is_refused(walk, told), f"a walk goes on after {trouble}"
    context.close()


def _is_refused(walk: Walk, told: str) -> bool:
    for _ in range(200):
        try:
            walk.sees("Tuinonderhoud")
        except AssertionError as refusal:
            if told in str(refusal):
                return True
    return False
