"""What a page is made of: which elements stand in which. One of the same shapes as others shows nothing new."""

from collections.abc import Mapping
from typing import TypeVar

from lxml.html import HtmlElement, document_fromstring

from tests.pages import elements

Page = TypeVar("Page")
Shape = tuple[object, ...]
_SAYS_NOTHING = frozenset({"href", "value", "class", "id", "for", "name"})
"""What differs between two that look, sound and work the same; a class is told by what it says."""


def shapes(html: str) -> set[Shape]:
    """Each element of a page with the one around it."""
    known = {element: _shape(element) for element in elements(document_fromstring(html))}
    return {(shape, known.get(element.getparent())) for element, shape in known.items()}


def fewest(pages: Mapping[Page, set[Shape]]) -> list[Page]:
    """A few pages that together have all the shapes: each time the one that shows most of what is missing."""
    missing = {page: set(shown) for page, shown in pages.items()}
    chosen = []
    while any(missing.values()):
        page = max(missing, key=lambda page: len(missing[page]))
        chosen.append(page)
        shown = missing.pop(page)
        for left in missing.values():
            left.difference_update(shown)
    return chosen


def _shape(element: HtmlElement) -> Shape:
    # An element is its tag, its classes and the names of what it tells besides.
    told = element.attrib
    names = sorted(name for name in told if name not in _SAYS_NOTHING and not name.startswith("data-"))
    return (element.tag, told.get("class"), told.get("type"), told.get("role"), *names)
