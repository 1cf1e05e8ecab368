"""Elements of the audit file: their text is made fit for XML, amounts have a side instead of a sign."""

import re
from typing import Any

from lxml import etree

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, *children: tuple[str, str]) -> Any:
    """An element with children of text alone; a child without text is left out."""
    made = etree.Element(tag)
    for name, text in children:
        if text:
            add(made, name, text)
    return made


def add(parent: Any, tag: str, text: str) -> None:
    """Put a child with its text at the end of an element."""
    child = etree.SubElement(parent, tag)
    try:
        child.text = text
    except ValueError:  # a character that XML cannot hold, such as the one that rings a bell
        child.text = _NOT_XML.sub("", text)


def amount(cents: int) -> str:
    """Cents as 12.50, without a sign."""
    whole, rest = divmod(abs(cents), 100)
    return f"{whole}.{rest:02d}"


def side(cents: int) -> str:
    """D for what is above zero, C for the rest."""
    return "D" if cents > 0 else "C"
