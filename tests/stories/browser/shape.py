"""What a page is made of: which elements stand in which. One of the same shapes as others shows nothing new."""

from lxml.html import HtmlElement, document_fromstring

from tests.pages import elements

Shape = tuple[object, ...]
_OF_ONE = frozenset({"href", "value", "class"})
"""What differs between two of the same kind."""


def shapes(html: str) -> set[Shape]:
    """Each element of a page with the one around it."""
    known = {element: _shape(element) for element in elements(document_fromstring(html))}
    return {(shape, known.get(element.getparent())) for element, shape in known.items()}


def _shape(element: HtmlElement) -> Shape:
    # An element is its tag, its classes and the names of what it tells besides.
    told = element.attrib
    names = sorted(name for name in told if name not in _OF_ONE)
    return (element.tag, told.get("class"), told.get("type"), told.get("role"), *names)
