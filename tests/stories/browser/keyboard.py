"""Somebody without a mouse: Tab, Space, Enter and the arrows, and a focus they can always see.

At each stop it is refused that the focus is invisible, lies under something else (WCAG 2.4.7 and 2.4.11), jumps
back in the page (2.4.3), or that anything moves although they asked for stillness (`STILL`).
"""

import re
from typing import Any

from playwright.sync_api import expect

from tests.stories.browser.walk import Walk

STILL: dict[str, Any] = {"reduced_motion": "reduce"}
MOST_STOPS = 120
SOON = 100
"""Milliseconds within which a key that leads to another page asks for it."""

_STOP = """() => {
  const here = document.activeElement;
  const words = (text) => (text || "").replace(/\\s+/g, " ").trim();
  const worn = [here, here.closest("label"), here.nextElementSibling].filter(Boolean);
  const rings = worn.some((one) => {
    const {outlineStyle, outlineWidth, outlineColor, boxShadow} = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\\)/.test(outlineColor) || boxShadow !== "none";
  });
  const shown = here.closest("label") || here;
  const box = [...shown.getClientRects()].find(({width, height}) => width && height) || shown.getBoundingClientRect();
  const seen = document.elementFromPoint(box.left + box.width / 2, Math.min(box.top + box.height / 2, innerHeight - 1));
  const last = window.lastStop;
  window.lastStop = here;
  return {
    name: words(here.ariaLabel || here.labels?.[0]?.innerText || here.innerText || here.value),
    around: words(here.closest("tr, article, li, .line")?.innerText),
    isVisible: rings,
    isCovered: !seen || !(seen === here || shown.contains(seen) || seen.contains(here)),
    isBack: Boolean(here !== document.body && !here.matches(".skip") && last?.isConnected && last !== here && last !== document.body &&
      here.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_FOLLOWING),
    isLost: here === document.body,
    moving: document.getAnimations().filter((one) => one.playState === "running" && one.effect.getComputedTiming().duration).length,
  };
}"""  # noqa: E501


class Keyboard(Walk):
    """A window of one person who has only keys."""

    def to(self, words: str, beside: str = "") -> None:
        """Tab on to what is called so, in the row or card that says `beside`."""
        met = []
        for _ in range(MOST_STOPS):
            stop = self._tab()
            met.append(stop["name"][:40])
            if _begins(stop["name"], words) and beside in stop["around"].replace("\u00a0", " "):
                return
        raise AssertionError(f"{words} cannot be reached with Tab; met were {met}")

    def tap(self, words: str, beside: str | None = None) -> None:
        """Go to a button or link and press Enter."""
        self.to(words, beside or "")
        self.press("Enter")

    def type(self, label: str, text: str) -> None:
        """Go to a field and write in it, over what stood there."""
        self.to(label)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, words: str, *, among: str | None = None) -> None:
        """Go to a box and press Space, or to a question and take the arrows to this answer."""
        if not among:
            self.to(words)
            self.press("Space")
            return
        for _ in range(MOST_STOPS):
            if self.page.evaluate(
                "among => document.activeElement.closest('fieldset')?.innerText.startsWith(among)", among
            ):
                break
            self._tab()
        self.take(words)

    def take(self, words: str) -> None:
        """Among the answers where the focus is, take the arrows to this one."""
        for _ in range(MOST_STOPS):
            if _begins(self.focus(), words) and self.page.evaluate("document.activeElement.checked"):
                return
            if _begins(self.focus(), words):
                self.press("Space")
            else:
                self.press("ArrowDown")
        raise AssertionError(f"{words} is not among these answers")

    def press(self, key: str) -> None:
        """Press one key, and see where it leads."""
        pages, leaving = self.effort.pages, []
        self.page.on("request", lambda request: leaving.append(request.is_navigation_request()))
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(SOON)
        while any(leaving) and self.effort.pages == pages:
            self.page.wait_for_timeout(SOON)
        self._arrive()
        self.focus()  # from here they go on

    def focus(self) -> str:
        """What has the focus, by its name."""
        name: str = self._found_by(_STOP)["name"]
        return name

    def hears(self, words: str) -> None:
        """Be told these words by a screen reader, wherever the focus is."""
        told = self.main.get_by_text(words).filter(visible=True).first
        expect(told).to_be_visible()
        told.locator("xpath=ancestor-or-self::*[@aria-live or @role='status' or @role='alert']").first.wait_for()

    def _tab(self) -> dict[str, Any]:
        self.page.keyboard.press("Tab")
        self._look()
        stop: dict[str, Any] = self._found_by(_STOP)
        where = f"{self.page.url}: the focus on “{stop['name'][:60]}”"
        assert stop["isLost"] or stop["isVisible"], f"{where} cannot be seen"
        assert stop["isLost"] or not stop["isCovered"], f"{where} lies under something else"
        assert not stop["isBack"], f"{where} stands before where it came from"
        assert not stop["moving"], f"{where}: {stop['moving']} things move"
        return stop


def _begins(name: str, words: str) -> bool:
    return re.match(re.escape(words).replace(r"\ ", r"\s"), name) is not None
