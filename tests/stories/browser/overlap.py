"""Text that lies over other text, as it does when letters grow and the room they stand in does not.

What stays in place while the page scrolls is left out: it uncovers what is below it.
"""

from playwright.sync_api import Page

# Of each line the middle half of its height: letters with tails may come near the line below.
_OVERLAPS = """() => {
  const apart = new WeakMap();
  const isApart = (element) => {
    if (!element) return false;
    if (!apart.has(element)) {
      const {clipPath, opacity, position} = getComputedStyle(element);
      const is = clipPath !== "none" || opacity === "0" || ["sticky", "fixed"].includes(position);
      apart.set(element, is || isApart(element.parentElement));
    }
    return apart.get(element);
  };
  const lines = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());) {
    if (!text.data.trim() || !text.parentElement.checkVisibility() || isApart(text.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const {left, right, top, height} of range.getClientRects())
      lines.push({text, left, right, top: top + height / 4, bottom: top + height * 3 / 4});
  }
  lines.sort((one, other) => one.top - other.top);
  const met = [];
  lines.forEach((one, place) => {
    for (let next = place + 1; next < lines.length && lines[next].top < one.bottom; next++) {
      const other = lines[next];
      if (one.text !== other.text && one.left < other.right - 2 && other.left < one.right - 2)
        met.push([one, other].map(({text}) => `“${text.data.trim().slice(0, 40)}”`).join(" lies over "));
    }
  });
  return met.slice(0, 3);
}"""


def overlaps(page: Page) -> list[str]:
    """The first few on this page."""
    found: list[str] = page.evaluate(_OVERLAPS)
    return found
