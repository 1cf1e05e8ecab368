"""A workbook is read as the spreadsheet it is, and what is none is refused in a sentence."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from coop.report import Report
from coop.spreadsheet import BadRows, Unreadable
from coop.workbook import as_xlsx
from coop.workbook_reading import any_rows


def workbook(*rows: list[object]) -> bytes:
    """A file as LibreOffice or Excel would save it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_words_and_numbers_come_with_their_row() -> None:
    content = workbook(["Rekening", "Bedrag", "Wat"], [80501, 12.3, "Tuin"], [], ["45105", 0.1 + 0.2, None])
    rows = any_rows(content, "b.xlsx", ("rekening",))
    assert [(row.line, row.text("rekening"), row.text("bedrag"), row.text("wat")) for row in rows] == [
        (2, "80501", "12.3", "Tuin"),
        (4, "45105", "0.3", ""),
    ]


@given(st.integers(-(10**11), 10**11).map(Money))
def test_an_amount_comes_back_to_the_cent(amount: Money) -> None:
    content = as_xlsx(Report([("amount", "Bedrag")], [{"amount": amount}]), "x")
    [row] = any_rows(content, "b.xlsx", ("bedrag",))
    assert row.amount("bedrag") == amount


def test_a_csv_is_read_as_ever() -> None:
    [row] = any_rows(b"rekening;bedrag\n80501;1.200,50\n", "b.csv", ("rekening",))
    assert row.amount("bedrag") == Money(120050)


def without(part: str, content: bytes) -> bytes:
    """The same zip with a part that is no XML."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            after.writestr(name, b"<!DOCTYPE x>" if name == part else before.read(name))
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04\0\0",
        without("xl/workbook.xml", workbook(["rekening"])),
        without("xl/worksheets/sheet1.xml", workbook(["rekening"])),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable, match="geen werkblad"):
        any_rows(content, "b.xlsx", ("rekening",))


def test_what_unpacks_to_too_much_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b" " * 21 * 1024 * 1024)
    with pytest.raises(Unreadable):
        any_rows(file.getvalue(), "b.xlsx", ("rekening",))


def test_the_first_row_names_the_columns_and_no_row_holds_more() -> None:
    with pytest.raises(Unreadable, match="mist de kolom bedrag"):
        any_rows(workbook(["rekening"], [80501]), "b.xlsx", ("rekening", "bedrag"))
    with pytest.raises(BadRows, match="meer waarden"):
        any_rows(workbook(["rekening"], [80501, 5]), "b.xlsx", ("rekening",))
