"""`bin/coop-dev screenshots`: twelve screens of the demo wijk, on phone and desk, in each look and language.

Beside the pictures themselves it lays a sheet of all twelve for each phone or desk, language and light, and the
two pictures that README shows of them.
"""

import itertools
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.demo_command import play
from coop.languages import LANGUAGES
from coop.permission import Role
from coop.schema_command import bring_up_to_date
from invoicing.invoice import Invoice
from invoicing.online.link import token_of
from members import session as sessions
from members.login import Login, LoginRole, make_login
from orders.job import Assignment, Job
from orders.order import Order
from tests.conftest import browser_with
from tests.stories.browser.conftest import started
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import DESK, PHONE, Walk

AFTERNOON = datetime.combine(date(2025, 3, 12), time(16), clock.AMSTERDAM)
SIZES = {"phone": {**PHONE, "device_scale_factor": 2}, "desk": DESK}
SHOWN = tuple(language for language in ("nl", "ar") if language in LANGUAGES)
LIGHTS = ("light", "dark")
COLUMNS = 4
BEST = (
    "02-order-phone-nl-light",
    "03-follow-phone-nl-light",
    "05-my-jobs-phone-nl-light",
    "02-order-phone-ar-dark",
)
"""A resident orders and follows, a member says what was done, and ordering once more in Arabic, at night."""
BUDGET = "12-exploitatie-desk-nl-light"


@dataclass(frozen=True)
class Screen:
    """One of the twelve: its name, who looks at it ('' is a stranger), and where it is."""

    name: str
    who: str
    address: str


def make(folder: Path) -> None:
    """Play the demo, serve it, and look at it in every way."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as kept, sync_playwright() as playwright:
        house = HouseServer(f"sqlite:///{kept}/wijk.sqlite", Path(kept), AFTERNOON)
        try:
            with house.inside():
                bring_up_to_date()
                play(seed=1)
                screens, keys = list(_twelve(house)), _keys(house)
            browser = started(playwright)
            for size, language, light in itertools.product(SIZES, SHOWN, LIGHTS):
                _look(browser, house, screens, keys, folder, (size, language, light))
            browser.close()
        finally:
            house.close()
    _for_readme([folder / f"{name}.png" for name in BEST], 280).save(folder / "phones.png", optimize=True)
    _for_readme([folder / f"{BUDGET}.png"], 1200).save(folder / "exploitatie.png", optimize=True)


def _look(
    browser: Browser,
    house: HouseServer,
    screens: list[Screen],
    keys: dict[str, str],
    folder: Path,
    way: tuple[str, str, str],
) -> None:
    size, language, light = way
    settings: dict[str, Any] = {**SIZES[size], "color_scheme": light, "reduced_motion": "reduce"}
    context = browser.new_context(locale="nl-NL", **settings)
    walk = Walk(context, house.address, "screenshots")
    made = []
    for number, screen in enumerate(screens, 1):
        _become(context, house, keys[screen.who], language)
        walk.open(screen.address)
        made.append(folder / f"{number:02d}-{screen.name}-{size}-{language}-{light}.png")
        walk.page.screenshot(path=made[-1])
    walk.end()
    context.close()
    _sheet(made).save(folder / f"sheet-{size}-{language}-{light}.png")


def _sheet(made: list[Path]) -> Image.Image:
    pictures = [Image.open(path).convert("RGB") for path in made]
    width = 390 if pictures[0].height > pictures[0].width else 720
    height = width * pictures[0].height // pictures[0].width
    sheet = Image.new("RGB", (COLUMNS * (width + 16), -(-len(pictures) // COLUMNS) * (height + 16)), "grey")
    for place, picture in enumerate(pictures):
        corner = (place % COLUMNS * (width + 16) + 8, place // COLUMNS * (height + 16) + 8)
        sheet.paste(picture.resize((width, height), Image.Resampling.LANCZOS), corner)
    return sheet


def _for_readme(made: list[Path], width: int) -> Image.Image:
    pictures = [Image.open(path).convert("RGB") for path in made]
    height = width * pictures[0].height // pictures[0].width
    row = Image.new("RGB", (len(pictures) * (width + 24) + 24, height + 48), "#e6dcc8")
    for place, picture in enumerate(pictures):
        row.paste(picture.resize((width, height), Image.Resampling.LANCZOS), (24 + place * (width + 24), 24))
    return row.quantize(256, kmeans=3, dither=Image.Dither.NONE)


def _become(context: BrowserContext, house: HouseServer, key: str, language: str) -> None:
    cookies = {"language": language, "session": key}
    context.add_cookies([{"name": name, "value": value, "url": house.address} for name, value in cookies.items()])


def _twelve(house: HouseServer) -> Iterator[Screen]:
    order = db.session.scalars(
        select(Order)
        .join(Job)
        .where(Job.day > AFTERNOON.date(), Order.state == "accepted")
        .order_by(Order.id.desc())
    ).first()
    owed = db.session.scalars(
        select(Invoice).where(Invoice.kind == "invoice").order_by(Invoice.number.desc())
    ).first()
    assert order is not None
    assert owed is not None
    yield Screen("services", "", "/")
    yield Screen("order", "", f"/bestellen/{order.service.slug}")
    yield Screen("follow", "", _address(house, "ordering.show", token=order.token))
    yield Screen("pay", "", f"/betalen/{token_of(owed.number)}")
    yield Screen("my-jobs", Role.MEMBER, "/mijn")
    yield Screen("change-hours", Role.MEMBER, _address(house, "mine.change", job_id=_work_of_today().job_id))
    yield Screen("something-else", Role.MEMBER, "/mijn/anders")
    yield Screen("my-declarations", Role.MEMBER, "/mijn/declaraties")
    has_home = any(rule.rule == "/vandaag" for rule in house.app.url_map.iter_rules())
    yield Screen("today", Role.TREASURER, "/vandaag" if has_home else "/grootboek")
    yield Screen("planning", Role.COORDINATOR, "/klussen")
    yield Screen("to-invoice", Role.TREASURER, "/factureren")
    yield Screen("exploitatie", Role.TREASURER, "/exploitatie")


def _keys(house: HouseServer) -> dict[str, str]:
    """The cookie of a stranger, of the member who works today, and of who has each other role."""
    logins = {Role.MEMBER: make_login(_work_of_today().member.person, Role.MEMBER)}
    for role in (Role.COORDINATOR, Role.TREASURER):
        logins[role] = db.session.scalars(select(Login).join(LoginRole).where(LoginRole.role == role)).one()
    keys = {"": ""}
    for role, login in logins.items():
        token = sessions.begin(login, "Voor de plaatjes")
        db.session.commit()
        cookie = browser_with(house.app, token).get_cookie("session")
        assert cookie is not None
        keys[role] = cookie.value
    return keys


def _work_of_today() -> Assignment:
    found = db.session.scalars(select(Assignment).join(Job).where(Job.day == AFTERNOON.date())).first()
    assert found is not None, "somebody in the demo works today"
    return found


def _address(house: HouseServer, endpoint: str, **names: object) -> str:
    with house.app.test_request_context():
        return house.app.url_for(endpoint, **names)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
