"""What a finger can miss: targets below 48 px that have no room of that size to themselves.

It is the rule of WCAG 2.5.8 with 48 px instead of 24: a target is that wide and high, or a circle of that size
around its middle touches no other target and no circle of another small one. A link in a sentence stays as it is.
"""

from playwright.sync_api import Page

_TOO_SMALL = """() => {
  const SIZE = 47.5;  // what the screen rounds off is no fault
  const inSentence = (link) => getComputedStyle(link).display === "inline" &&
    [...link.parentElement.childNodes].some((near) => near.nodeType === 3 && /[\\p{L}\\d]/u.test(near.data));
  const area = (target) => {
    if (getComputedStyle(target, "::after").position === "absolute") return target.offsetParent;
    if (target.matches("input")) return target.closest("label") || target;
    return target;
  };
  const targets = [];
  for (const target of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    const place = area(target);
    if (!place.checkVisibility({visibilityProperty: true}) || target.closest(".skip")) continue;
    const {left, top, width, height} = place.getBoundingClientRect();
    if (!width || !height || targets.some((other) => other.place === place)) continue;
    targets.push({target, place, left, top, right: left + width, bottom: top + height, x: left + width / 2, y: top + height / 2,
      isSmall: width < SIZE || height < SIZE});
  }
  const away = ({x, y}, {left, right, top, bottom}) =>
    Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  const meets = (one, other) => one !== other && !one.place.contains(other.place) && !other.place.contains(one.place) &&
    (away(one, other) < SIZE / 2 || other.isSmall && Math.hypot(one.x - other.x, one.y - other.y) < SIZE);
  const words = ({target}) => (target.innerText || target.name || target.tagName).trim().slice(0, 30);
  return targets.filter((one) => one.isSmall && !inSentence(one.target)).flatMap((one) => {
    const near = targets.find((other) => meets(one, other));
    return near ? [`“${words(one)}” (${one.target.tagName}) is ${Math.round(one.right - one.left)} by ` +
      `${Math.round(one.bottom - one.top)}, too near to “${words(near)}”`] : [];
  });
}"""  # noqa: E501


def too_small(page: Page) -> list[str]:
    """Each target of this page that is too small, and what lies too near to it."""
    found: list[str] = page.evaluate(_TOO_SMALL)
    return found
