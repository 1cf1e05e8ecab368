"""What the rule book does not know for sure: each unverified rule is asked once, in the settings."""

from collections.abc import Iterator
from dataclasses import dataclass

from coop.rules import book

BOOKS = ("vat", "vat_return", "direct_debit", "interest")
"""The files of the book with rules of their own under `[[question]]`, beside the VAT rules of services."""


@dataclass(frozen=True)
class Question:
    """A rule nobody here read: what we would do, and what it rests on."""

    code: str
    title: str
    sentence: str
    source: str

    @property
    def text(self) -> str:
        """All that is confirmed; when one word of it changes, it is asked again."""
        return f"{self.title}: {self.sentence} ({self.source})"


def questions() -> list[Question]:
    """Everything that is asked, in the order of the book."""
    return list(_questions())


def code_of(rule: book.VatRule) -> str:
    """The code under which the VAT rule of a service is asked."""
    return f"vat:{rule.code}"


def _questions() -> Iterator[Question]:
    for rule in book.vat_rules():
        if rule.mark == "unverified":
            yield Question(code_of(rule), rule.label, rule.sentence, rule.source)
    for name in BOOKS:
        for row in book.read(name).get("question", []):
            yield Question(row["code"], row["title"], row["sentence"], row["source"])
