"""Rows from a spreadsheet saved as CSV: whatever its separator or encoding, and every bad row named."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from flask_babel import gettext

from coop.errors import Refusal

Made = TypeVar("Made")
_LARGEST = 20 * 1024 * 1024


class Unreadable(Refusal):
    """A file is read only when it is a table with the columns that are needed."""


class BadRows(Refusal):
    """All rows go in or none: each bad row is named by its line, with what to do about it."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        """Take (line number in the file, sentence) for each fault."""
        self.faults = faults
        lines = [
            gettext("regel %(line)s: %(sentence)s", line=line, sentence=sentence) for line, sentence in faults
        ]
        super().__init__("\n  ".join([gettext("Er is niets ingelezen. Verbeter eerst dit:"), *lines]))


@dataclass
class Row:
    """One line of the table: its number in the file and its values by column name in lower case."""

    line: int
    values: dict[str, str] = field(default_factory=dict)

    def text(self, column: str) -> str:
        """The trimmed value, empty when the column is absent."""
        return self.values.get(column, "").strip()

    def needed(self, column: str) -> str:
        """The value; raises Refusal when it is empty."""
        value = self.text(column)
        if not value:
            raise Refusal(gettext("de kolom %(column)s is leeg; vul die in", column=column))
        return value


def read(path: Path, needed: tuple[str, ...]) -> list[Row]:
    """Read a CSV with semicolons, commas or tabs, in UTF-8 or Windows-1252.

    Raises Unreadable when it cannot be read or a needed column is missing.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise Unreadable(gettext("%(file)s is groter dan 20 MB; splits het bestand.", file=path.name))
        content = path.read_bytes()
    except OSError as trouble:
        raise Unreadable(gettext("%(file)s kan niet gelezen worden: bestaat het bestand?", file=path)) from trouble
    return rows_of(content, path.name, needed)


def rows_of(content: bytes, name: str, needed: tuple[str, ...]) -> list[Row]:
    """The rows of a CSV that is in memory; raises Unreadable."""
    if b"\0" in content:
        raise Unreadable(gettext("%(file)s is geen CSV-bestand. Bewaar het werkblad als CSV.", file=name))
    return list(_rows(_decoded(content), name, needed))


def all_or_nothing(rows: list[Row], make: Callable[[Row], Made]) -> list[Made]:
    """Make something of each row; raises BadRows with every refusal when there is one."""
    made: list[Made] = []
    faults: list[tuple[int, str]] = []
    for row in rows:
        try:
            made.append(make(row))
        except Refusal as refusal:
            faults.append((row.line, refusal.sentence))
    if faults:
        raise BadRows(faults)
    return made


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(text: str, name: str, needed: tuple[str, ...]) -> Iterator[Row]:
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    headings = [heading.strip().lower() for heading in next(reader, [])]
    missing = [column for column in needed if column not in headings]
    if missing:
        raise Unreadable(
            gettext(
                "%(file)s mist de kolom %(columns)s. De eerste regel moet de kolomnamen bevatten.",
                file=name,
                columns=", ".join(missing),
            )
        )
    for values in reader:
        if any(value.strip() for value in values):
            yield Row(reader.line_num, dict(zip(headings, values, strict=False)))
