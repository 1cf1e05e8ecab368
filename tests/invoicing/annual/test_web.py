"""The annual accounts as the treasurer and the board see them and take them along."""

import io
import json
import re
from collections.abc import Callable
from datetime import date

import openpyxl
import pikepdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from coop import clock
from coop.ledger.account import account
from coop.ledger.chart import BANK, RESERVE
from coop.ledger.journal import MEMORIAL
from coop.ledger.period import close
from coop.ledger.posting import Line, Posting, post
from coop.permission import Role
from tests.coop.ledger.cast import receipt, sale
from tests.invoicing.cast import wijk

SignIn = Callable[..., FlaskClient]
PAGE = "/jaarcijfers/2026"


@pytest.fixture(autouse=True)
def _books(session: scoped_session[Session]) -> None:
    """Start money in 2025, a sale in each year, one of them paid."""
    wijk()
    account("45105").name = "=1+1 Huur"
    start = [Line(BANK, 50000), Line(RESERVE, -50000)]
    rent = [Line("45105", 700), Line(BANK, -700)]
    post(
        [
            Posting(MEMORIAL, date(2025, 1, 1), "opening:2025", "Beginsaldo", start),
            sale(1, 20000, date(2025, 3, 14)),
            sale(2, 30000, date(2026, 3, 14)),
            receipt(1, 24200, date(2026, 4, 1)),
            Posting(MEMORIAL, date(2026, 4, 2), "memorial:1", "Huur", rent),
        ]
    )
    session.commit()


def test_the_board_reads_both_years_and_goes_on_to_the_accounts(sign_in: SignIn) -> None:
    page = sign_in(Role.BOARD).get(f"{PAGE}?rekeningen=").text
    for words in ("Eigen vermogen samen", "Resultaat van het jaar", "€\u00a0735,00", "€\u00a0293,00", "Voorlopig"):
        assert words in page
    assert 'href="/grootboek/rekeningen/13011?from=2026-01-01&amp;to=2026-12-31"' in page


def test_a_closed_year_is_no_longer_provisional(sign_in: SignIn, session: scoped_session[Session]) -> None:
    with clock.at(date(2027, 2, 1)):
        close(date(2027, 1, 1))
        session.commit()
        assert "Voorlopig" not in sign_in(Role.TREASURER).get(PAGE).text
        assert "Voorlopig" in sign_in(Role.TREASURER).get("/jaarcijfers/2027").text


@pytest.mark.parametrize(
    "path", ["", ".pdf", ".xlsx", "/balans.csv", "/balans.json", "/winst-en-verlies.csv", "/winst-en-verlies.json"]
)
def test_a_member_does_not_see_them(sign_in: SignIn, path: str) -> None:
    assert sign_in(Role.MEMBER).get(PAGE + path).status_code == 403


def test_a_year_that_cannot_be_is_not_found(sign_in: SignIn) -> None:
    assert sign_in(Role.BOARD).get("/jaarcijfers/999").status_code == 404


def test_the_overviews_are_taken_along_as_csv_and_json(sign_in: SignIn) -> None:
    browser = sign_in(Role.BOARD)
    assert "Eigen vermogen;Algemene reserve;500,00;500,00" in browser.get(f"{PAGE}/balans.csv").text
    rows = json.loads(browser.get(f"{PAGE}/winst-en-verlies.json").text)["rows"]
    assert [(row["amount"], row["last"]) for row in rows if row["label"] == "Resultaat"] == [(29300, 20000)]


def test_the_paper_can_be_read_aloud(sign_in: SignIn) -> None:
    answer = sign_in(Role.BOARD).get(f"{PAGE}.pdf")
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert len(pdf.pages) == 2


def test_the_sums_of_the_workbook_are_formulas_that_give_what_the_page_says(sign_in: SignIn) -> None:
    content = sign_in(Role.BOARD).get(f"{PAGE}.xlsx").data
    formulas, values = (openpyxl.load_workbook(io.BytesIO(content), data_only=only) for only in (False, True))
    assert formulas.sheetnames == ["Balans", "Winst en verlies", "Proefbalans"]
    seen = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    seen += 1
                    kept = values[sheet.title][cell.coordinate].value
                    assert round(_computed(sheet, cell.value) - kept, 6) == 0, (sheet.title, cell.coordinate)
    assert seen > 20
    totals = {row[0].value: row[1].value for row in values["Balans"].iter_rows() if row[0].value}
    assert totals["Activa"] == totals["Eigen vermogen en schulden"] == 1098.0


def test_a_name_that_looks_like_a_formula_stays_text(sign_in: SignIn) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sign_in(Role.BOARD).get(f"{PAGE}.xlsx").data))
    [cell] = [row[0] for row in book["Proefbalans"].iter_rows() if "Huur" in str(row[0].value)]
    assert (cell.value, cell.data_type) == ("45105 =1+1 Huur", "s")


def _computed(sheet: object, formula: str) -> float:
    """What a spreadsheet makes of it: sums of ranges, and cells added or taken off."""
    summed = re.fullmatch(r"=SUM\((\w+):(\w+)\)", formula)
    if summed:
        return sum(_value(sheet, cell.value) for row in sheet[summed[1] : summed[2]] for cell in row)  # type: ignore[index]
    terms = re.findall(r"([+-]?)([A-Z]+\d+)", formula)
    return sum((-1 if sign == "-" else 1) * _value(sheet, sheet[cell].value) for sign, cell in terms)  # type: ignore[index]


def _value(sheet: object, value: object) -> float:
    return _computed(sheet, value) if isinstance(value, str) else float(value)  # type: ignore[arg-type]
