"""Rows from a spreadsheet saved as CSV: whatever its separator or encoding, and every bad row named."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from flask_babel import gettext

from coop.errors import Refusal
from coop.money import Money, NotAnAmount

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

    def short(self, column: str, longest: int) -> str:
        """The value; raises Refusal when it has more characters than are kept."""
        value = self.text(column)
        if len(value) > longest:
            raise Refusal(
                gettext(
                    "de kolom %(column)s is langer dan %(longest)s tekens; maak die korter",
                    column=column,
                    longest=longest,
                )
            )
        return value

    def amount(self, column: str) -> Money | None:
        """The value as money, None when it is empty; raises Refusal."""
        value = self.text(column)
        try:
            return Money.parse(value) if value else None
        except NotAnAmount as wrong:
            raise Refusal(
                gettext(
                    "%(value)s in de kolom %(column)s is geen bedrag; schrijf het als 12,50 of 1.234,50",
                    value=value,
                    column=column,
                )
            ) from wrong


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
    """The rows of a CSV that is in memory; raises Unreadable, and BadRows for rows that do not fit the columns."""
    if b"\0" in content:
        raise Unreadable(gettext("%(file)s is geen CSV-bestand. Bewaar het werkblad als CSV.", file=name))
    table = _table(_decoded(content), name)
    return rows_under(table, name, needed)


def rows_under(table: Iterator[tuple[int, list[str]]], name: str, needed: tuple[str, ...]) -> list[Row]:
    """The rows of a table, each with its line, by the headings in its first; raises Unreadable, BadRows."""
    _, first = next(table, (1, []))
    headings = [" ".join(heading.split()).lower() for heading in first]
    _demand_columns(headings, name, needed)
    rows: list[Row] = []
    faults: list[tuple[int, str]] = []
    for line, values in table:
        if any(value.strip() for value in values[len(headings) :]):
            told = gettext("er zijn meer waarden dan kolommen; haal de komma of puntkomma te veel weg")
            faults.append((line, told))
        elif any("\ufffd" in value for value in values):
            faults.append((line, gettext("er staat een teken in dat niet te lezen is; typ het opnieuw")))
        rows.append(Row(line, dict(zip(headings, values, strict=False))))
    if faults:
        raise BadRows(faults)
    return rows


def not_read(rows: list[Row], known: Collection[str]) -> str:
    """A sentence on the columns that nothing was done with, empty when there are none: one may be misspelt."""
    strange = [column for column in (rows[0].values if rows else ()) if column and column not in known]
    return gettext("Niet gelezen: kolom %(columns)s.", columns=", ".join(strange)) if strange else ""


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
    # Line by line: a file put together from two may hold both.
    return "\n".join(map(_line, content.removeprefix(codecs.BOM_UTF8).split(b"\n")))


def _line(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _table(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that holds anything, with the line that it begins on."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    told = re.fullmatch(r"sep=([;,\t])\s*", first, re.IGNORECASE)  # as Excel writes it for itself
    separator = told[1] if told else max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    end = 0
    try:
        for values in reader:
            begin, end = end + 1, reader.line_num
            if not any(value.strip() for value in values):
                continue
            if told is None:
                yield begin, values
            told = None
    except csv.Error as trouble:
        raise Unreadable(
            gettext(
                '%(file)s is vanaf regel %(line)s niet te lezen: daar staat een " te veel of te weinig.',
                file=name,
                line=end + 1,
            )
        ) from trouble


def _demand_columns(headings: list[str], name: str, needed: tuple[str, ...]) -> None:
    missing = [column for column in needed if column not in headings]
    if missing:
        raise Unreadable(
            gettext(
                "%(file)s mist de kolom %(columns)s. De eerste regel moet de kolomnamen bevatten.",
                file=name,
                columns=", ".join(missing),
            )
        )
    twice = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    if twice:
        raise Unreadable(
            gettext(
                "%(file)s heeft twee keer de kolom %(columns)s. Geef elke kolom een eigen naam.",
                file=name,
                columns=", ".join(twice),
            )
        )
