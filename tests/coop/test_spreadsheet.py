"""A spreadsheet is read whatever its separator or encoding, and every bad row is named."""

from pathlib import Path

import pytest

from coop import spreadsheet
from coop.errors import Refusal
from coop.spreadsheet import BadRows, Row, Unreadable


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "mensen.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_it_is_read_whatever_its_separator_or_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    text = f"Naam{separator}Straat\r\nZoë{separator} Ypemaheerd \r\n\r\nJan{separator}\r\n"
    rows = spreadsheet.read(saved(tmp_path, text.encode(encoding)), ("naam",))
    assert [(row.line, row.text("naam"), row.text("straat")) for row in rows] == [
        (2, "Zoë", "Ypemaheerd"),
        (4, "Jan", ""),
    ]
    assert rows[0].text("postcode") == ""


def test_a_value_may_hold_the_separator_or_a_line_break(tmp_path: Path) -> None:
    rows = spreadsheet.read(saved(tmp_path, b'naam;notitie\n"Bos; Jan";"een\ntwee"\nPiet;\n'), ("naam",))
    assert [row.text("naam") for row in rows] == ["Bos; Jan", "Piet"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"naam\0;straat\n", "geen CSV"),
        (b"PK\x03\x04\0\0", "geen CSV"),
        (b"straat;plaats\nA;B\n", "mist de kolom naam"),
        (b"", "mist de kolom naam"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        spreadsheet.read(saved(tmp_path, content), ("naam",))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"nergens\.csv"):
        spreadsheet.read(tmp_path / "nergens.csv", ())


def test_every_bad_row_is_named_by_its_line() -> None:
    rows = [Row(2, {"naam": "Jan"}), Row(3, {"naam": " "}), Row(5, {})]
    with pytest.raises(BadRows) as refused:
        spreadsheet.all_or_nothing(rows, lambda row: row.needed("naam"))
    assert [line for line, _ in refused.value.faults] == [3, 5]
    assert "regel 3: de kolom naam is leeg" in refused.value.sentence
    assert "niets ingelezen" in refused.value.sentence


def test_good_rows_all_become_something() -> None:
    rows = [Row(2, {"naam": "Jan"}), Row(3, {"naam": "Piet"})]
    assert spreadsheet.all_or_nothing(rows, lambda row: row.needed("naam")) == ["Jan", "Piet"]


def test_a_row_is_named_by_the_line_it_begins_on(tmp_path: Path) -> None:
    text = b'\n\nnaam;notitie\n\n"Jan";"een\ntwee\ndrie"\nPiet;x\n'
    rows = spreadsheet.read(saved(tmp_path, text), ("naam",))
    assert [(row.line, row.text("naam")) for row in rows] == [(5, "Jan"), (8, "Piet")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("hint", ["sep=;", "SEP=; "])
def test_the_hint_that_excel_writes_is_no_heading(tmp_path: Path, hint: str, end: str) -> None:
    text = end.join([hint, "naam, voluit;straat", "Jan;Ypemaheerd", ""])
    [row] = spreadsheet.read(saved(tmp_path, text.encode()), ("naam, voluit",))
    assert (row.line, row.text("straat")) == (3, "Ypemaheerd")


def test_lines_of_two_encodings_in_one_file_are_both_read(tmp_path: Path) -> None:
    content = "naam\nZoë\n".encode() + "Søren\n".encode("cp1252")
    assert [row.text("naam") for row in spreadsheet.read(saved(tmp_path, content), ("naam",))] == ["Zoë", "Søren"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'naam;straat\nJan;A\n"Piet;B\nKees;C\n', "vanaf regel 3"),  # never closed: the rest would be one name
        (b'naam;straat\n"Jan;A\nPiet;"B"\n', "vanaf regel 2"),
        (b'naam;straat\n"Jan" de Vries;A\n', "vanaf regel 2"),
        (b'naam;straat\n"' + b"x" * 200_000 + b"\n", "vanaf regel 2"),
        (b"naam;straat;Naam \nJan;A;Piet\n", "twee keer de kolom naam"),
    ],
)
def test_what_could_be_read_in_two_ways_is_not_read(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        spreadsheet.read(saved(tmp_path, content), ("naam",))


def test_rows_that_do_not_fit_the_columns_are_named(tmp_path: Path) -> None:
    text = "naam,straat\nJan,A,,\nPiet,Atensheerd 3, boven\nK\ufffdes,B\n"
    with pytest.raises(BadRows) as refused:
        spreadsheet.read(saved(tmp_path, text.encode()), ("naam",))
    assert [line for line, _ in refused.value.faults] == [3, 4]


def test_a_column_that_nothing_was_done_with_is_told(tmp_path: Path) -> None:
    rows = spreadsheet.read(saved(tmp_path, b"naam;e-mial;\nJan;jan@example.org;\n"), ("naam",))
    assert spreadsheet.not_read(rows, {"naam", "e-mail"}) == "Niet gelezen: kolom e-mial."
    assert spreadsheet.not_read(rows, {"naam", "e-mial"}) == spreadsheet.not_read([], ()) == ""


@pytest.mark.parametrize(
    ("text", "cents"), [("12.50", 1250), ("12,50", 1250), ("1.234,50", 123450), ("€ 3,05", 305), ("", None)]
)
def test_an_amount_is_read_as_on_the_screen(text: str, cents: int | None) -> None:
    found = Row(2, {"prijs": text}).amount("prijs")
    assert (found.cents if found else None) == cents


@pytest.mark.parametrize("text", ["1,2,3", "1.23.4", "12,505", "1 234,50", "gratis"])
def test_what_is_no_amount_is_refused_with_its_column(text: str) -> None:
    with pytest.raises(Refusal, match=f"{text} in de kolom prijs is geen bedrag; schrijf het als 12,50"):
        Row(2, {"prijs": text}).amount("prijs")


def test_what_is_too_long_is_refused_and_not_cut() -> None:
    assert Row(2, {"naam": " Jan "}).short("naam", 3) == "Jan"
    with pytest.raises(Refusal, match="langer dan 3 tekens"):
        Row(2, {"naam": "Piet"}).short("naam", 3)
