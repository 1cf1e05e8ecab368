"""Rows from a spreadsheet as Excel and LibreOffice keep it (XLSX): its first sheet, values only.

The file is a zip of XML (ECMA-376); nothing in it is run or fetched, and it may not unpack to more than we read.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from decimal import Context
from typing import Any

from flask_babel import gettext

from coop.safe_xml import LARGEST, NotXml, root_of
from coop.spreadsheet import Row, Unreadable, rows_of, rows_under

ZIP = b"PK\x03\x04"
_FIFTEEN = Context(prec=15)
_WIDEST = 16_384  # columns, as many as Excel has
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def any_rows(content: bytes, name: str, needed: tuple[str, ...]) -> list[Row]:
    """The rows of a workbook or a CSV, whichever it is; raises Unreadable, BadRows."""
    if not content.startswith(ZIP):
        return rows_of(content, name, needed)
    return rows_under(_table(content, name), name, needed)


def _table(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that holds anything, with its number in the sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            words = _words(book)
            sheet = _part(book, _first_sheet(book))
    except (zipfile.BadZipFile, KeyError, NotXml, NotImplementedError, RuntimeError, OSError) as broken:
        raise Unreadable(
            gettext("%(file)s is geen werkblad dat we kunnen lezen. Bewaar het als XLSX of CSV.", file=name)
        ) from broken
    line = 0
    for row in sheet.iter("{*}row"):
        told = row.get("r", "")
        line = int(told) if told.isdecimal() and len(told) < 9 else line + 1
        values = _values(row, words)
        if any(value.strip() for value in values):
            yield line, values


def _part(book: zipfile.ZipFile, name: str) -> Any:
    # The size that the zip tells may be a lie; more than this is not unpacked.
    with book.open(name) as part:
        return root_of(part.read(LARGEST + 1))


def _first_sheet(book: zipfile.ZipFile) -> str:
    targets = {one.get("Id"): one.get("Target", "") for one in _part(book, "xl/_rels/workbook.xml.rels")}
    for sheet in _part(book, "xl/workbook.xml").iter("{*}sheet"):
        return posixpath.normpath(posixpath.join("/xl", targets[sheet.get(_RELATION)])).lstrip("/")
    raise KeyError("no sheet")


def _words(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [_text(entry) for entry in _part(book, "xl/sharedStrings.xml").iter("{*}si")]


def _text(element: Any) -> str:
    # What stands above a word to say how it sounds (rPh) is no part of it.
    return "".join(part.text or "" for part in element.iter("{*}t") if not part.getparent().tag.endswith("}rPh"))


def _values(row: Any, words: list[str]) -> list[str]:
    values: list[str] = []
    for cell in row.iter("{*}c"):
        place = _column(cell.get("r") or "") or len(values) + 1
        if place <= _WIDEST:
            values += [""] * (place - len(values))
            values[place - 1] = _value(cell, words)
    return values


def _column(reference: str) -> int:
    found = re.match(r"[A-Z]{1,3}", reference)
    place = 0
    for letter in found[0] if found else "":
        place = place * 26 + ord(letter) - ord("A") + 1
    return place


def _value(cell: Any, words: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    told = next((part.text or "" for part in cell.iter("{*}v")), "")
    if kind == "s":
        return words[int(told)] if told.isdecimal() and int(told) < len(words) else ""
    return _number(told) if kind == "n" else told


def _number(told: str) -> str:
    """A number as a person writes it: 12.3 where the file says 12.300000000000001.

    A spreadsheet keeps fifteen digits; what comes after them in the file is how binary numbers are written.
    """
    if not re.fullmatch(r"-?\d{1,20}(\.\d{1,30})?([Ee][+-]?\d{1,2})?", told):
        return told
    number = round(_FIFTEEN.create_decimal(told), 9).normalize()
    return f"{number:f}"
