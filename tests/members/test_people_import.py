"""People from a spreadsheet: read right, or refused with the line and what to do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from coop.spreadsheet import BadRows, Unreadable, read
from members.engagement import Engagement
from members.import_command import command
from members.member import Member
from members.party import Organisation, Party, Person
from members.people_import import NEEDED, bring_in

HEAD = "soort;naam;e-mail;telefoon;straat;huisnummer;postcode;plaats;stadspas;lid sinds;inzet;kvk"
GOOD = f"""{HEAD}
lid;Søren Bosma;soren@example.org;06-12345678;Ypemaheerd;12;9736mc;Groningen;nee;3-2-2025;vrijwillig;
lid;Rahel Tewelde;;;Ypemaheerd;14;9736MC;Groningen;ja;2025-01-06;;
;Wim van Dijk;WIM@example.org;612345678;Atensheerd;3a;9736 KC;Groningen;ja;;;
organisatie;Buurtwinkel;winkel@example.org;;Emingaheerd;1;9736 AB;Groningen;;;;12345678
"""


def test_a_sheet_brings_in_residents_members_and_organisations(session: Session, tmp_path: Path) -> None:
    assert str(bring_in(read(_file(tmp_path, GOOD), NEEDED))) == "1 bewoners, 2 leden, 1 organisaties"
    wim = session.scalars(select(Person).where(Person.name == "Wim van Dijk")).one()
    assert (wim.email, wim.phone, wim.postcode, wim.city_pass) == (
        "wim@example.org",
        "+31612345678",
        "9736 KC",
        True,
    )
    numbers = {member.name: (member.number, member.admitted_on) for member in session.scalars(select(Member))}
    assert numbers == {"Rahel Tewelde": (1, date(2025, 1, 6)), "Søren Bosma": (2, date(2025, 2, 3))}
    assert session.scalars(select(Engagement.kind)).all() == ["volunteer"]
    assert session.scalars(select(Organisation)).one().kvk == "12345678"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_separator_and_encoding_will_do(
    session: Session, tmp_path: Path, encoding: str, separator: str
) -> None:
    bring_in(read(_file(tmp_path, GOOD.replace(";", separator), encoding), NEEDED))
    assert session.scalar(select(Person.name).where(Person.email == "soren@example.org")) == "Søren Bosma"


def test_every_bad_row_is_named_and_nothing_goes_in(session: Session, tmp_path: Path) -> None:
    sheet = (
        GOOD
        + """klant;A B;;;Straat;1;9736 AB;Groningen;;;;
;C D;geen adres;;Straat;1;9736 AB;Groningen;;;;
;E F;;12;Straat;1;9736 AB;Groningen;;;;
;G H;;;Straat;1;0000;Groningen;;;;
lid;I J;;;Straat;1;9736 AB;Groningen;;31-2-2025;;
;;;;Straat;1;9736 AB;Groningen;;;;
;K L;;;Straat;1;9736 AB;Groningen;;;vrijwillig;
organisatie;Winkel;;;Straat;1;9736 AB;Groningen;;;;123
;wim  van dijk;;;Atensheerd;3A;9736KC;Groningen;;;;
"""
    )
    with pytest.raises(BadRows) as refused:
        bring_in(read(_file(tmp_path, sheet), NEEDED))
    assert [line for line, _ in refused.value.faults] == list(range(6, 15))
    assert "regel 4" in refused.value.faults[-1][1]
    assert session.scalars(select(Party)).all() == []


def test_who_is_known_already_is_refused(session: Session, tmp_path: Path) -> None:
    rows = read(_file(tmp_path, GOOD), NEEDED)
    bring_in(rows)
    with pytest.raises(BadRows, match="staat al in onze lijst"):
        bring_in(rows)


def test_a_sheet_without_the_columns_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="postcode"):
        read(_file(tmp_path, "naam;huisnummer\nA;1\n"), NEEDED)


def test_statements_do_not_grow_with_the_rows(
    session: Session, tmp_path: Path, statements: Callable[[], Any]
) -> None:
    counts = []
    for size in (2, 200):
        lines = [
            f"lid;Lid {size} {n};;;Ypemaheerd;{n};9736 MC;Groningen;;1-1-2025;vrijwillig;" for n in range(size)
        ]
        with statements() as seen:
            bring_in(read(_file(tmp_path, "\n".join([HEAD, *lines])), NEEDED))
        counts.append(len(seen))
    assert counts[1] <= counts[0]


def test_a_dry_run_keeps_nothing(session: Session, tmp_path: Path) -> None:
    file = _file(tmp_path, GOOD)
    tried = CliRunner().invoke(command, ["people", str(file), "--dry-run"])
    assert tried.exit_code == 0
    assert "Er is niets bewaard" in tried.output
    assert session.scalars(select(Party)).all() == []
    assert CliRunner().invoke(command, ["people", str(file)]).exit_code == 0
    assert len(session.scalars(select(Party)).all()) == 4


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f";{'x' * 61} Bos;;;Straat;1;9736 AB;Groningen;;;;", "de naam is te lang"),
        (f";Jan {'x' * 81};;;Straat;1;9736 AB;Groningen;;;;", "de naam is te lang"),
        (f";Jan;;;{'x' * 81};1;9736 AB;Groningen;;;;", "de kolom straat is langer dan 80"),
        ("lid;Jan;;;Straat;1;9736 AB;Groningen;;3-2-0025;;", "3-2-0025 als lid sinds kan niet"),
        ("lid;Jan;;;Straat;1;9736 AB;Groningen;;1-1-2999;;", "1-1-2999 als lid sinds kan niet"),
        (";Jan;;;Straat 1, boven;1;9736 AB;Groningen;;;;;te veel", "meer waarden dan kolommen"),
    ],
)
def test_a_row_that_cannot_be_kept_says_what_to_do(session: Session, tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(BadRows, match=f"regel 2: .*{told}"):
        bring_in(read(_file(tmp_path, f"{HEAD}\n{row}\n"), NEEDED))


def test_a_misspelt_column_is_told(session: Session, tmp_path: Path) -> None:
    tried = CliRunner().invoke(command, ["people", str(_file(tmp_path, GOOD.replace("e-mail", "mailadres")))])
    assert tried.stdout == "Ingelezen: 1 bewoners, 2 leden, 1 organisaties.\n"
    assert tried.stderr == "Niet gelezen: kolom mailadres.\n"


def _file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "mensen.csv"
    path.write_text(text, encoding=encoding)
    return path
