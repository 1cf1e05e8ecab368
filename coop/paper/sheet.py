"""A sheet: what is to be printed, with all that the press needs to know of it."""

from dataclasses import dataclass
from datetime import date

from coop.paper.look import HOUSE, Look


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the PDF that says the same as the paper, for machines (ISO 19005-3, 6.8)."""

    name: str
    content: bytes
    day: date
    description: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document to print: well-formed HTML, how it looks, and what is inside."""

    html: str
    look: Look = HOUSE
    attached: Attached | None = None
