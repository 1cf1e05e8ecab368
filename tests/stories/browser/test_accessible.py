"""Every page for everyone: axe finds nothing, no finger misses, nothing scrolls sideways, letters may grow.

The pages are found as in `tests/test_pages.py`, in the house of the demo, for each role. As few are looked at as
together hold every element in every place where any of them has it: about a hundred of seven hundred.
Each is loaded once in each language that it speaks, and then made narrower and darker. All rules are run where its
readers mostly are: a resident's page on the phone in Dutch and at a desk in the other language, a page of the
staff at a desk; in the dark it is the other way round, so that each size, language and light meet. EVERY_PAGE=1
looks at every page in every way: before a release, for it takes half an hour.
The window itself refuses, on each page, what the console complains of and what comes from elsewhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession

from coop import clock
from coop.languages import LANGUAGES, is_everyones
from coop.permission import Role
from members import session as sessions
from tests import pages
from tests.conftest import DEMO_DAY, browser_with
from tests.members import cast
from tests.stories.browser import axe
from tests.stories.browser.overlap import overlaps
from tests.stories.browser.server import HouseServer
from tests.stories.browser.shape import Shape, fewest, shapes
from tests.stories.browser.touch import too_small
from tests.stories.browser.walk import DESK, PHONE, Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOTH = ("nl", "ar" if "ar" in LANGUAGES else "en")
OF_A_KIND = pages.A_FEW if pages.EVERY_WAY else 1
NOWHERE = "/deze-pagina-is-er-niet"
NARROWEST: Any = {"width": 320, "height": 640}
WIDE: Any = {"width": 1280, "height": 800}
CUT_OFF = """[...document.querySelectorAll('.table-frame')]
  .filter(frame => frame.scrollWidth > frame.clientWidth + 1)
  .map(frame => [frame.getAttribute('aria-label'), frame.scrollWidth, frame.clientWidth])"""


@dataclass(frozen=True)
class Find:
    """A page, who finds it, and whether residents or members read it, in their own language."""

    role: Role | None
    address: str
    is_everyones: bool = True


@dataclass
class DemoHouse:
    """The house of the demo, served, with the cookie of each role and the pages worth looking at."""

    server: HouseServer
    cookies: dict[Role | None, str]
    finds: list[Find]


@pytest.fixture(scope="module")
def demo(demo_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoHouse]:
    """Serve the house of the demo, and look where one can come in it."""
    server = HouseServer(demo_database(), Path(tmp_path_factory.mktemp("demo")), DEMO_DAY)
    server.app.testing = True  # so that its page of components opens too
    with server.inside():
        keys = {role: _key(role) for role in Role}
    cookies: dict[Role | None, str] = {None: ""}
    found: dict[Find, set[Shape]] = {}
    with clock.at(DEMO_DAY):
        for role in (None, *Role):
            browser = browser_with(server.app, keys[role]) if role else server.app.test_client()
            if role and (cookie := browser.get_cookie("session")):
                cookies[role] = cookie.value
            for met in pages.walk(server.app, browser, role, pages.FILES, OF_A_KIND):
                if met.is_page:
                    with server.app.app_context():
                        read = is_everyones(pages.endpoint_of(server.app, met.address))
                    found[Find(role, met.address, read)] = shapes(met.answer.text)
    finds = list(found) if pages.EVERY_WAY else fewest(found)
    yield DemoHouse(server, cookies, [Find(None, "/styleguide"), *finds, Find(None, NOWHERE)])
    server.close()


@pytest.mark.parametrize("language", BOTH)
def test_every_page_is_for_everyone(chromium: Browser, demo: DemoHouse, language: str) -> None:
    context = chromium.new_context(locale="nl-NL", reduced_motion="reduce", color_scheme="light", **DESK)
    axe.invite(context)
    walk = Walk(context, demo.server.address, "accessible")
    screen = context.new_cdp_session(walk.page)
    troubles: list[str] = []
    for find in demo.finds:
        if language != "nl" and not find.is_everyones:
            continue  # the staff's pages stay Dutch
        on_the_phone = language == "nl" and find.is_everyones
        kept = {"language": language, "session": demo.cookies[find.role]}
        context.add_cookies([{"name": name, "value": kept[name], "url": demo.server.address} for name in kept])
        if find.address == NOWHERE:  # the last: whatever was not there before it would be a fault
            walk.expects(404)
        walk.open(find.address)
        if walk.page.evaluate("getComputedStyle(document.body).display") != "grid":
            walk.open(find.address)  # a machine with its hands full lost the looks of this one page
        told = chain(
            _cut_off(walk),
            _judged(walk, "at a desk", in_light=not on_the_phone),
            _in_large_letters(walk, screen),
            _on_a_phone(walk, screen, in_light=on_the_phone),
        )
        troubles += [f"{find.address} ({find.role or 'nobody'}), {trouble}" for trouble in told]
    walk.end()
    context.close()
    assert not troubles, f"{len(troubles)} things to mend:\n\n" + "\n\n".join(troubles)


def _in_large_letters(walk: Walk, screen: CDPSession) -> Iterator[str]:
    walk.page.set_viewport_size(WIDE)
    screen.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    yield from (f"in letters of 200 %: {trouble}" for trouble in chain(_sideways(walk), overlaps(walk.page)))
    screen.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})


def _on_a_phone(walk: Walk, screen: CDPSession, *, in_light: bool) -> Iterator[str]:
    walk.page.set_viewport_size(NARROWEST)
    yield from _sideways(walk)
    walk.page.set_viewport_size(PHONE["viewport"])
    screen.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    yield from _sideways(walk)
    yield from (f"on a phone, {trouble}" for trouble in too_small(walk.page))
    yield from _judged(walk, "on a phone", in_light=in_light)
    screen.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    walk.page.set_viewport_size(DESK["viewport"])


def _judged(walk: Walk, where: str, *, in_light: bool) -> Iterator[str]:
    if in_light or pages.EVERY_WAY:
        yield from (f"{where}: {trouble}" for trouble in axe.judge(walk.page))
    if not in_light or pages.EVERY_WAY:
        walk.page.emulate_media(color_scheme="dark")
        yield from (f"{where}, in the dark: {trouble}" for trouble in axe.judge(walk.page, *axe.BY_SCREEN))
        walk.page.emulate_media(color_scheme="light")


def _cut_off(walk: Walk) -> Iterator[str]:
    for name, wide, frame in walk.page.evaluate(CUT_OFF):
        yield f"at a desk: {name} is {wide} wide in a frame of {frame}, so that a column is out of sight"


def _sideways(walk: Walk) -> Iterator[str]:
    wide, screen = walk.page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    if wide > screen:
        yield f"it is {wide} wide on a screen of {screen}"


def _key(role: Role) -> str:
    login = cast.a_login(role, name=f"{role.capitalize()} van de wandeling", as_member=True)
    return sessions.begin(login, "Testbrowser")
