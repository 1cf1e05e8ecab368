"""The chain: every transaction carries a hash over itself and the hash of the one before in its journal."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime

Link = tuple[int, str, date, int, int | None, str | None, str | None]
"""Of an entry: position, account number, date, cents, cost object, party, VAT code."""


def digest(
    before: str,
    *,
    journal: str,
    number: int,
    day: date,
    source: str,
    description: str,
    reversal_of: int | None,
    posted_at: datetime,
    entries: Iterable[Link],
) -> str:
    """SHA-256, in hexadecimal, over one canonical text: a JSON array without spaces, dates as ISO 8601.

    Whoever changes one cent or one word afterwards would have to remake every later hash of the journal.
    """
    text = _canonical(
        [
            before,
            journal,
            number,
            day.isoformat(),
            source,
            description,
            reversal_of,
            posted_at.astimezone(UTC).isoformat(timespec="microseconds"),
            [(entry[0], entry[1], entry[2].isoformat(), *entry[3:]) for entry in entries],
        ]
    )
    return hashlib.sha256(text.encode()).hexdigest()


_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
