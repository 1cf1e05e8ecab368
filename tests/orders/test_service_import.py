"""Services from a spreadsheet: all rows or none, and a second time changes instead of doubling."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from coop.database import db
from coop.money import Money
from coop.spreadsheet import BadRows, read
from orders.import_command import command
from orders.service import Service
from orders.service_import import NEEDED, bring_in

GOOD = (
    "Naam;Prijs;Btw-regel;Prijsregel;Stadspasprijs;m2 per uur;Hoe vaak;Voor\n"
    "Ramen lappen;24,00;high;vast;18.00;;één keer, maandelijks;\n"
    "Gras maaien;0,38;high;m2;;120;seizoen;\n"
    "Schone wijk;62,00;high;uur;;;wekelijks;organisaties\n"
)


def from_csv(folder: Path, text: str, encoding: str = "utf-8") -> int:
    file = folder / "diensten.csv"
    file.write_bytes(text.encode(encoding))
    return bring_in(read(file, NEEDED))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_services_come_in_from_a_spreadsheet(app: Flask, tmp_path: Path, encoding: str) -> None:
    assert from_csv(tmp_path, GOOD, encoding) == 3
    windows = db.session.scalars(select(Service).where(Service.slug == "ramen-lappen")).one()
    assert (windows.price, windows.reduced_price) == (Money(2400), Money(1800))
    assert windows.frequencies == ["once", "monthly"]
    assert windows.cost_object is not None
    clean = db.session.scalars(select(Service).where(Service.slug == "schone-wijk")).one()
    assert (clean.includes_vat, clean.revenue_account) == (False, "80710")


def test_a_second_time_changes_and_does_not_double(app: Flask, tmp_path: Path) -> None:
    from_csv(tmp_path, GOOD)
    from_csv(tmp_path, GOOD.replace("24,00", "26,50"))
    prices = db.session.scalars(select(Service.price).where(Service.slug == "ramen-lappen")).all()
    assert prices == [Money(2650)]


def test_every_bad_row_is_named_and_nothing_comes_in(app: Flask, tmp_path: Path) -> None:
    bad = GOOD.replace("24,00", "1,2,3").replace(";uur;", ";per keer;").replace("high;m2;;120", "hoog;m2;;120")
    with pytest.raises(BadRows) as refused:
        from_csv(tmp_path, bad)
    assert [line for line, _ in refused.value.faults] == [2, 3, 4]
    assert db.session.scalars(select(Service)).all() == []


PRICES = "naam;prijs;btw-regel\nRamen lappen;26,50;high\nGras maaien;0,40;high\n"


def test_a_price_list_leaves_what_it_does_not_tell_as_it_was(app: Flask, tmp_path: Path) -> None:
    from_csv(tmp_path, GOOD)
    windows, grass = (service(slug) for slug in ("ramen-lappen", "gras-maaien"))
    windows.minutes, windows.talent_code, windows.active = 90, "cleaning", False
    from_csv(tmp_path, PRICES)
    assert (windows.price, windows.minutes, windows.talent_code) == (Money(2650), 90, "cleaning")
    assert (windows.reduced_price, windows.frequencies) == (Money(1800), ["once", "monthly"])
    assert not windows.active
    assert (grass.price, grass.price_rule, grass.units_per_hour) == (Money(40), "square_metre", 120)


def test_a_price_below_the_one_for_city_passes_is_refused(app: Flask, tmp_path: Path) -> None:
    from_csv(tmp_path, GOOD)
    with pytest.raises(BadRows, match="regel 2: de stadspasprijs is hoogstens"):
        from_csv(tmp_path, PRICES.replace("26,50", "17,50"))


@pytest.mark.parametrize(("text", "cents"), [("12.50", 1250), ("12,50", 1250), ("1.234,50", 123450)])
def test_a_price_is_read_as_a_dutch_person_writes_it(app: Flask, tmp_path: Path, text: str, cents: int) -> None:
    from_csv(tmp_path, f"naam;prijs;btw-regel\nTuin;{text};high\n")
    assert service("tuin").price == Money(cents)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("***;12,50;high;;", "heeft geen letters"),
        (f"{'x' * 81};12,50;high;;", "langer dan 80"),
        ("Tuin;12,50;21%;;", "kies uit high, low"),
        ("Tuin;12,50;high;;zingen", "kies uit .*tuinieren"),
        ("Tuin;12,50;high;1,2,3;", "1,2,3 in de kolom minimum is geen bedrag"),
        ("Tuin;-12,50;high;;", "nul of meer"),
        ("Tuin;;high;;", "de kolom prijs is leeg"),
    ],
)
def test_a_bad_row_says_what_to_do(app: Flask, tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(BadRows, match=f"regel 2: .*{told}"):
        from_csv(tmp_path, f"naam;prijs;btw-regel;minimum;talent\n{row}\n")


def test_a_talent_is_known_by_its_dutch_name(app: Flask, tmp_path: Path) -> None:
    from_csv(tmp_path, "naam;prijs;btw-regel;talent\nTuin;12,50;high;Tuinieren\n")
    assert service("tuin").talent_code == "gardening"


def test_a_dry_run_keeps_nothing_and_tells_what_was_not_read(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "diensten.csv"
    file.write_text("naam;prijs;btw-regel;prijz\nTuin;12,50;high;1\n")
    tried = CliRunner().invoke(command, ["services", str(file), "--dry-run"])
    assert tried.exit_code == 0, tried.exception
    assert tried.stdout == "Alles klopt: 1 diensten. Er is niets bewaard.\n"
    assert tried.stderr == "Niet gelezen: kolom prijz.\n"
    assert db.session.scalars(select(Service)).all() == []
    assert CliRunner().invoke(command, ["services", str(file)]).exit_code == 0
    assert service("tuin").price == Money(1250)


def service(slug: str) -> Service:
    return db.session.scalars(select(Service).where(Service.slug == slug)).one()
