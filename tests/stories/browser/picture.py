"""`bin/coop-dev picture`: makes the picture of README, the services of the demo wijk at a desk and on a phone."""

import base64
import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from coop.demo_command import play
from coop.schema_command import bring_up_to_date
from tests.house import ROOT
from tests.stories.browser.conftest import started
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import PHONE, Walk

PICTURE = ROOT / "docs" / "picture.png"
A_DAY = date(2025, 1, 2)  # the shop window needs no past, and this one is played in seconds
DESK = {"viewport": {"width": 1280, "height": 860}}

TABLE = """
<style>
  body {{ margin: 0; width: 1500px; height: 980px; position: relative; background: #e6dcc8; overflow: hidden }}
  img {{ position: absolute; display: block }}
  #desk {{ left: 44px; top: 44px; width: 1230px; border-radius: 14px }}
  #phone {{ right: 44px; bottom: 44px; width: 330px; border-radius: 34px; border: 9px solid #2b2621 }}
  img {{ box-shadow: 0 8px 30px rgb(70 50 20 / 30%) }}
</style>
<img id="desk" src="{desk}"><img id="phone" src="{phone}">
"""


def make(path: Path) -> None:
    """Play a fresh demo wijk, look at it on both screens, and lay the two views beside each other."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        house = HouseServer(f"sqlite:///{folder}/wijk.sqlite", Path(folder), A_DAY)
        with house.inside():
            bring_up_to_date()
            play(seed=1)
        browser = started(playwright)
        laid = _laid(browser, _seen(browser, house, DESK), _seen(browser, house, PHONE, "Heg knippen"))
        browser.close()
        house.close()
    drawn = Image.open(io.BytesIO(laid)).convert("RGB").quantize(256, kmeans=3, dither=Image.Dither.NONE)
    drawn.save(path, optimize=True)


def _seen(browser: Browser, house: HouseServer, size: dict[str, Any], door: str = "") -> bytes:
    walk = Walk(browser.new_context(locale="nl-NL", device_scale_factor=1.5, **size), house.address, "picture")
    walk.open("/")
    if door:
        walk.tap(door)
        walk.tick("Snoeisel meenemen")
        walk.sees("€ 138,75")
    return walk.page.screenshot()


def _laid(browser: Browser, desk: bytes, phone: bytes) -> bytes:
    page = browser.new_page(viewport={"width": 1500, "height": 980})
    page.set_content(TABLE.format(desk=_data(desk), phone=_data(phone)))
    return page.screenshot()


def _data(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()


if __name__ == "__main__":
    make(PICTURE)
