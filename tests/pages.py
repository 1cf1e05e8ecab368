"""Every page that can be reached: found, not listed. Without arguments from the routes, the others by links."""

import os
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from lxml.html import HtmlElement, document_fromstring
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from coop.house import OPEN_ENDPOINTS, stated_permission
from coop.permission import PERMISSIONS, Role

ONE_OF_MANY = re.compile(r"\d+|[\w-]{20,}")  # the number of a thing, or the word in a link that nobody can guess
FILES = r"[./](pdf|csv|json|xlsx|ics|xml|xaf|zip)\b"
"""What is no page and takes long to make."""
_FILE = re.compile(FILES)
A_FEW = 2  # pages of one kind: the second may be the one that is different
EVERY_WAY = bool(os.environ.get("EVERY_PAGE"))
"""Whether to come to each page with every selection of what it can be asked, which takes twice as long."""


@dataclass(frozen=True)
class Met:
    """An address somebody came to, and what it answered."""

    address: str
    answer: TestResponse

    @property
    def is_page(self) -> bool:
        """Whether there is something to look at."""
        return self.answer.status_code == 200 and self.answer.mimetype == "text/html"


class Page:
    """What is looked at in a page."""

    def __init__(self, html: str) -> None:
        tree = document_fromstring(html)
        self.found = Counter(element.tag for element in elements(tree))
        """How often each tag stands in it."""
        self.links = [
            told["href"]
            for told in (link.attrib for link in tree.iter("a"))
            if "href" in told and "download" not in told
        ]
        """Where it leads."""
        self.title = (tree.findtext("head/title") or "").strip()
        self.language = tree.get("lang", "")


def elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements of a page in their order, without its comments."""
    yield from tree.iter(etree.Element)


def walk(
    app: Flask, browser: FlaskClient, role: Role | None, skip: str = r"(?!)", of_a_kind: int = A_FEW
) -> Iterator[Met]:
    """Go everywhere somebody with this role can come, a few of a kind, but not where an address matches `skip`."""
    allowed = PERMISSIONS[role] if role else frozenset()
    unwanted = re.compile(skip)
    waiting = deque(
        address
        for endpoint, address in plain_pages(app)
        if stated_permission(app, endpoint) in {None, *allowed} and not endpoint.endswith("styleguide")
    )
    met = set(waiting)
    chosen = Counter(kind for address in waiting for kind in _kinds(app, address))
    while waiting:
        address = waiting.popleft()
        if unwanted.search(address):
            continue
        now = Met(address, browser.get(address))
        yield now
        for link in _links(now):
            enough = 1 if _FILE.search(link) else of_a_kind
            if link not in met and any(chosen[kind] < enough for kind in _kinds(app, link)):
                met.add(link)
                chosen.update(_kinds(app, link))
                waiting.append(link)


def plain_pages(app: Flask) -> Iterator[tuple[str, str]]:
    """Endpoint and address of every page without arguments."""
    for rule in app.url_map.iter_rules():
        if not rule.arguments and rule.endpoint not in OPEN_ENDPOINTS and "GET" in (rule.methods or ()):
            yield rule.endpoint, rule.rule


def endpoint_of(app: Flask, address: str) -> str:
    """Which page an address is of."""
    try:
        endpoint, _arguments = app.url_map.bind("localhost").match(urlsplit(address).path)
    except (NotFound, MethodNotAllowed, RequestRedirect) as trouble:
        pytest.fail(f"A link to {address}, which no page has: {trouble!r}")
    return str(endpoint)


def _links(met: Met) -> Iterator[str]:
    if met.answer.status_code in {302, 303}:
        links = [met.answer.location]
    elif met.is_page:
        links = Page(met.answer.text).links
    else:
        links = []
    for link in links:
        assert link, f"{met.address} has a link that leads nowhere."
        parts = urlsplit(urldefrag(link).url)
        if parts.scheme in {"", "http"} and parts.netloc in {"", "localhost"}:
            path = parts.path or urlsplit(met.address).path
            yield f"{path}?{parts.query}" if parts.query else path


def _kinds(app: Flask, address: str) -> list[tuple[str, ...]]:
    """What an address is one of: a page of a sort of thing, for each thing asked of it, such as another order.

    Of two things asked together it is enough to have met each; `EVERY_WAY` wants to meet them together too.
    """
    parts = urlsplit(address)
    page = endpoint_of(app, address), ONE_OF_MANY.sub("", parts.path)
    asked = sorted(name for name, _value in parse_qsl(parts.query, keep_blank_values=True))
    if EVERY_WAY or not asked:
        return [(*page, *asked)]
    return [(*page, name) for name in asked]
