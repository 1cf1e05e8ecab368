"""Services from a spreadsheet: all rows or none, and a second time changes instead of doubling."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from coop.database import db
from coop.money import Money
from coop.spreadsheet import BadRows, read
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
