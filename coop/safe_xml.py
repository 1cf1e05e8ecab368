"""Reading XML that others made: without entities, without fetching anything, and not without end."""

from collections.abc import Iterator
from typing import IO, Any

from flask_babel import gettext
from lxml import etree

from coop.errors import Refusal

LARGEST = 20 * 1024 * 1024
"""Bytes; an invoice of 500 lines with its PDF inside is far below."""


class NotXml(Refusal):
    """A file that is read is well-formed XML without a DOCTYPE: with one it could read our files or never end."""


def root_of(content: bytes, largest: int = LARGEST) -> Any:
    """The root element of an XML file; raises NotXml."""
    if len(content) > largest:
        raise NotXml(gettext("Het bestand is te groot."), "file")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _declares()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        line = getattr(broken, "lineno", None) or 1
        raise NotXml(
            gettext("Dit bestand is geen goede XML: bij regel %(line)s gaat het mis.", line=line), "file"
        ) from broken
    if root.getroottree().docinfo.doctype:  # written in another encoding than the bytes looked for above
        raise _declares()
    return root


def elements_of(stream: IO[bytes], names: tuple[str, ...]) -> Iterator[Any]:
    """The elements with these names as they end, from a file too large to hold; raises NotXml where it breaks.

    Whoever reads clears what it has seen.
    """
    parts = etree.iterparse(
        stream,
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    checked = False
    try:
        for _event, element in parts:
            if not checked and element.getroottree().docinfo.doctype:
                raise _declares()
            checked = True
            yield element
    except (etree.XMLSyntaxError, ValueError) as broken:
        line = getattr(broken, "lineno", None) or 1
        raise NotXml(
            gettext("Dit bestand is geen goede XML: bij regel %(line)s gaat het mis.", line=line), "file"
        ) from broken


def _declares() -> NotXml:
    return NotXml(gettext("Dit bestand heeft een DOCTYPE. Dat lezen we niet: het kan kwaad doen."), "file")
