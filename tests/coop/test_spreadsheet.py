"""A spreadsheet is read whatever its separator or encoding, and every bad row is named."""

from pathlib import Path

import pytest

from coop import spreadsheet
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
