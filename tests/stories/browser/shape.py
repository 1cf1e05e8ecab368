"""What a page is made of: which elements stand in which. One of the same shapes as others shows nothing new."""

from html.parser import HTMLParser

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
Shape = tuple[object, ...]


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[Shape] = set()
        self._around: list[Shape] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element is its tag, its classes and the names of what it tells besides."""
        told = dict(attrs)
        names = sorted(name for name in told if name not in {"href", "value", "class"})
        here = (tag, told.get("class"), told.get("type"), told.get("role"), *names)
        self.found.add((here, *self._around[-1:]))
        if tag not in VOID:
            self._around.append(here)

    def handle_endtag(self, tag: str) -> None:
        """Leave what was open."""
        while tag not in VOID and self._around and self._around.pop()[0] != tag:
            pass


def shapes(html: str) -> set[Shape]:
    """Each element of a page with the one around it."""
    return _Reader(html).found
