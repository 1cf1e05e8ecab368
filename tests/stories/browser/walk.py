"""Somebody at a screen: they act by the words they see, and every page they meet is watched."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Locator, Page, Request, Response, expect

from tests.stories.browser.effort import Effort
from tests.to_beat import beat

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}

PICTURES = os.environ.get("PICTURES", "")
"""A folder: every screen a story meets is kept there as a picture, to look at with one's own eyes."""


class Walk:
    """A browser window of one person.

    It refuses, at the step where it happens: an error in the console (a breach of the security policy is one), a
    request to another host, an answer that failed, and a page that scrolls sideways.
    """

    def __init__(self, context: BrowserContext, home: str, name: str) -> None:
        """Open a window whose home is this address; its pictures bear the name."""
        self.page: Page = context.new_page()
        self.typed: list[str] = []
        """What had to be typed, field by field."""
        self.effort = Effort()
        """What it all cost until now; see `task` for a part of it."""
        self._expected: set[int] = set()
        self._troubles: list[str] = []
        self._home, self._name, self._pictures = home, name, 0
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self._troubles.append(f"script: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)
        self.page.on("domcontentloaded", self._turned)

    @contextmanager
    def task(self, what: str, **at_most: float) -> Iterator[None]:
        """Count what this costs, and raise AssertionError where it costs more than it may.

        `with phone.task("resident: first order", seconds=45, fields=5):`; also `taps`, `characters` and `pages`.
        """
        before = replace(self.effort)
        yield
        self._look()
        beat(what, at_most, self.effort.since(before).numbers())

    def expects(self, *statuses: int) -> None:
        """Let these answers be no trouble: a story may be about what is refused."""
        self._expected.update(statuses)

    def open(self, address: str = "/") -> None:
        """Go to an address, as from a bookmark or a mail."""
        self.page.goto(address if address.startswith("http") else self._home + address)
        self._arrive()

    def sign_in(self, email: str, password: str) -> None:
        """Come in by the front door."""
        self.open("/inloggen")
        self.type("E-mailadres", email)
        self.type("Wachtwoord", password)
        self.tap("Inloggen")

    def tap(self, words: str, beside: str | None = None) -> None:
        """Press the button or follow the link with these words; `beside` names the row or card it stands in."""
        self.effort.taps += 1
        self.find(words, beside).click()
        self._arrive()

    def door(self, words: str) -> None:
        """Go through a door of the menu, opening the group it stands in."""
        menu = self.page.get_by_role("navigation", name="Menu")
        door = menu.get_by_role("link", name=words, exact=True)
        if not door.count():
            more = menu.get_by_role("link", name="Meer", exact=True)
            if more.count():  # a phone
                self.effort.taps += 1
                more.click()
        if not door.count():
            exactly = self.page.get_by_text(re.compile(rf"^{_spaced(words)}$"))
            self.effort.taps += 1
            menu.locator("details", has=exactly).locator("summary").click()
        self.effort.taps += 1
        door.click()
        self._arrive()

    def type(self, label: str, text: str) -> None:
        """Type into the field with this label."""
        self._field(label).fill(text)
        self.typed.append(label)
        self.effort.fields += 1
        self.effort.characters += len(text)
        self._look()

    def pick(self, label: str, what: str) -> None:
        """Pick a day in a calendar, or one of a list: a tap to open it and a tap to pick."""
        field = self._field(label)
        self.effort.taps += 2
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=what)
        else:
            field.fill(what)
        self._look()

    def tick(self, words: str, *, among: str | None = None, beside: str | None = None) -> None:
        """Tick a box, or choose an answer; `among` names the question, `beside` the card it stands in."""
        room = self._beside(beside) if beside else self.main
        room = room.get_by_role("group", name=among) if among else room
        self.effort.taps += 1
        room.get_by_label(words, exact=False).check()
        self._look()

    def attach(self, label: str, name: str, content: bytes, kind: str = "application/pdf") -> None:
        """Choose a file of one's own: a tap to look for it and a tap to take it."""
        self.effort.taps += 2
        self._field(label).set_input_files({"name": name, "mimeType": kind, "buffer": content})
        self._look()

    def sees(self, *words: str) -> None:
        """Read these words on the page, sooner or later."""
        for each in words:
            expect(self.main.get_by_text(each).filter(visible=True).first).to_be_visible()
        self._look()

    def find(self, words: str, beside: str | None = None) -> Locator:
        """The button or link with these words."""
        room = self._beside(beside) if beside else self.main
        exactly = re.compile(rf"^\s*{_spaced(words)}\s*$")
        kinds = (
            room.get_by_role("button", name=exactly),
            room.get_by_role("link", name=exactly),
            room.locator("summary", has_text=exactly),
        )
        return kinds[0].or_(kinds[1]).or_(kinds[2])

    def words(self, beside: str) -> str:
        """All that a row or card says."""
        return " ".join(self._beside(beside).inner_text().split())

    def fetch(self, words: str, beside: str | None = None) -> bytes:
        """The file behind a link, asked for as the same person.

        Not by a click: that opens the browser's own reader, whose pages are not ours to watch.
        """
        address = self.find(words, beside).get_attribute("href")
        assert address
        answer = self.page.context.request.get(self._home + address)
        assert answer.ok, f"{address} answers {answer.status}"
        return answer.body()

    def download(self, words: str) -> bytes:
        """The file that following a link saves."""
        with self.page.expect_download() as saved:
            self.find(words).click()
        return saved.value.path().read_bytes()

    def headings(self) -> list[str]:
        """The parts of the page, in order."""
        return self.main.get_by_role("heading", level=2).all_inner_texts()

    @property
    def main(self) -> Locator:
        """The page without its frame."""
        return self.page.get_by_role("main")

    def end(self) -> None:
        """Close the window; raises what was heard after the last step."""
        self._look()
        self.page.close()
        self._demand_peace()

    def _field(self, label: str) -> Locator:
        begin = re.compile(rf"^\s*{_spaced(label)}")
        return self.main.get_by_label(begin).filter(visible=True)

    def _beside(self, words: str) -> Locator:
        rooms = self.main.locator("tr, article, li:not(:has(article)), .line")
        return rooms.filter(has_text=words, visible=True)

    def _turned(self, _page: Page) -> None:
        self.effort.pages += 1

    def _arrive(self) -> None:
        self._look()
        if PICTURES:
            self._pictures += 1
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{PICTURES}/{self._name}-{self._pictures:02d}.png", full_page=True)

    def _look(self) -> None:
        self.page.wait_for_load_state("load")
        width = (self.page.viewport_size or {"width": 0})["width"]
        wide = int(self._found_by("document.scrollingElement.scrollWidth"))
        if wide > width:
            self._troubles.append(f"the page is {wide} wide on a screen of {width}")
        self._demand_peace()

    def _found_by(self, script: str) -> Any:
        """What a script finds on the page, even when that is just being loaded anew."""
        try:
            return self.page.evaluate(script)
        except Error:  # what was sent in the background came through
            self.page.wait_for_load_state("load")
            return self.page.evaluate(script)

    def _demand_peace(self) -> None:
        assert not self._troubles, f"{self.page.url}: {'; '.join(self._troubles)}"

    def _heard(self, message: ConsoleMessage) -> None:
        told_already = any(f"status of {status}" in message.text for status in self._expected)
        if message.type in {"error", "warning"} and not told_already:
            self._troubles.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self._home).netloc and not request.url.startswith("data:"):
            self._troubles.append(f"a request to {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self._troubles.append(f"{response.request.method} {response.url} answers {response.status}")


def _spaced(words: str) -> str:
    # A space a line may not break at reads as any other.
    return re.escape(words).replace("\\ ", "\\s")
