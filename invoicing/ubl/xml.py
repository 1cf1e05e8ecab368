"""Writing elements of UBL: a branch (`cac`), a leaf with words (`cbc`), a leaf with an amount in euros."""

from typing import Any

from lxml import etree

from coop.money import Money

CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"

Element = Any
"""An element of lxml, which ships no types."""


def node(parent: Element, name: str) -> Element:
    """A branch below an element."""
    return etree.SubElement(parent, CAC + name)


def text(parent: Element, name: str, words: str, **attributes: str) -> None:
    """A leaf with words."""
    etree.SubElement(parent, CBC + name, attributes).text = words


def amount(parent: Element, name: str, money: Money) -> None:
    """A leaf with an amount."""
    text(parent, name, money.plain(), currencyID="EUR")
