"""Every list of the staff can be saved, whole and with its filters, as CSV and as a workbook."""

import io
import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock, export, floors
from coop.database import db
from coop.export import Export
from coop.house import stated_permission
from coop.permission import Permission, Role
from members import session as sessions
from tests import house
from tests.conftest import DEMO_DAY, browser_with, make_app
from tests.invoicing.cast import wijk
from tests.members import cast
from tests.members.cast import person
from tests.orders.cast import an_order, garden

SignIn = Callable[..., FlaskClient]

A_LIST = re.compile(r'call data_table\(|include "\w+/_list')
NO_LIST = {
    "register.paper": "the register itself, to print",
    "ledger.journal_list": "five journals",
    "ledger.closing": "what was closed, a line a month",
    "kor.show": "when we took part: a few lines",
    "vat_settings.show": "a line a year",
    "feedback.index": "work to do; what came of it stands with the order",
    "shortcuts.show": "the keys",
    "unsent.index": "work to do, gone once it is done",
    "today.show": "the jobs of today; the list is the planning",
    "purchases.new": "the lines of one invoice",
}

NOT_A_LIST = {
    "annual.table": "the balance and the profit and loss of a year, as published",
    "exploitatie.download": "a statement of a year, against its budget",
    "grant_report.download": "the justification of one grant",
    "grant_requests.download": "the budget of one request",
    "vat_return.download": "the boxes of one return",
    "allowances.all_as_file": "the statements of a year",
    "allowances.mine_as_file": "one's own statement; a member has no lists",
}


def test_every_page_with_a_list_offers_it_as_a_file(app: Flask) -> None:
    """A page of the staff whose address says nothing but filters and shows a table of rows is a list."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.arguments or rule.endpoint in NO_LIST:
            continue
        needed = getattr(app.view_functions[rule.endpoint], "permission", None)
        page = house.ROOT / "templates" / f"{rule.endpoint.replace('.', '/')}.html"
        if (
            needed in {None, Permission.HOURS_OWN, Permission.CLAIMS_OWN, Permission.ACCOUNT_OWN}
            or not page.exists()
        ):
            continue
        if A_LIST.search(page.read_text()):
            assert export.of_page(rule.endpoint), (
                f"{rule.endpoint} shows a list that nobody can take along: offer an Export of it in the `exports` "
                "of its floor, or say in NO_LIST why it is none."
            )


def test_every_export_stands_on_a_page_and_has_a_name_of_its_own(app: Flask) -> None:
    offered = [one for found in floors.found("exports", list) for one in found]
    assert all(isinstance(one, Export) for one in offered)
    assert len({one.name for one in offered}) == len(offered) > 30
    for one in offered:
        assert stated_permission(app, one.endpoint) is not None
        assert re.fullmatch(r"[a-z-]+", one.name)


def test_a_list_has_no_file_of_its_own_beside_the_exports(app: Flask) -> None:
    files = {rule.endpoint for rule in app.url_map.iter_rules() if re.search(r"\bcsv\b", rule.rule)}
    assert files == {"exports.file", *NOT_A_LIST}, (
        "offer an Export of the list, or say in NOT_A_LIST why it is none"
    )


@pytest.fixture(scope="module")
def full(demo_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Somebody who may do everything, in a demo of some months."""
    app = make_app(demo_database(), tmp_path_factory.mktemp("exports"))
    with app.app_context(), clock.at(DEMO_DAY):
        token = sessions.begin(cast.a_login(*Role), "Testbrowser")
        db.session.commit()
        yield browser_with(app, token)
        db.session.remove()
        db.engine.dispose()


@pytest.mark.slow
def test_both_files_of_every_list_hold_the_same_rows(full: FlaskClient) -> None:
    """In a neighbourhood with a past; but for lists of one thing, whose address says which."""
    filled = 0
    for name, one in export.by_name().items():
        if one.endpoint in {"ledger.account", "ledger.journal", "paying_out.show"}:
            continue
        csv = full.get(f"/als-bestand/{name}.csv")
        assert csv.status_code == 200, name
        rows = csv.data.decode("utf-8-sig").count("\r\n")
        sheet = openpyxl.load_workbook(io.BytesIO(full.get(f"/als-bestand/{name}.xlsx").data)).active
        assert rows in {sheet.max_row, 1}, name
        filled += rows > 1
    assert filled > 20, "the demo has something in most lists"


def test_a_file_has_all_pages_and_the_filters_of_the_screen(sign_in: SignIn) -> None:
    wijk()
    tuin = garden()
    for number in range(53):
        an_order(tuin, person(f"Buur {number:02d}"))
    an_order(tuin, person("=Fatima;Haddad"))
    coordinator = sign_in(Role.COORDINATOR)
    page = coordinator.get("/bestellingen?q=buur&below=30").text
    csv, xlsx = re.findall(r'href="(/als-bestand/bestellingen\.\w+[^"]*)"', page)
    assert parse_qs(urlsplit(csv).query) == {"q": ["buur"]}
    assert coordinator.get(csv).data.decode("utf-8-sig").count("\r\n") == 54
    sheet = openpyxl.load_workbook(io.BytesIO(coordinator.get(xlsx).data)).active
    assert sheet.max_row == 54
    assert sheet["F2"].value == 60, "an amount is a number"
    assert sheet["D2"].is_date
    everything = openpyxl.load_workbook(io.BytesIO(coordinator.get("/als-bestand/bestellingen.xlsx").data)).active
    cells = [row[1] for row in everything.iter_rows()]
    assert [cell.data_type for cell in cells if cell.value == "=Fatima;Haddad"] == ["s"], "no formula"


def test_who_may_not_see_a_list_may_not_save_it_either(sign_in: SignIn) -> None:
    wijk()
    coordinator = sign_in(Role.COORDINATOR)
    assert coordinator.get("/als-bestand/bestellingen.csv").status_code == 200
    for name in ("facturen", "logboek", "toegang", "boekingen"):
        assert coordinator.get(f"/als-bestand/{name}.csv").status_code == 403, name
    assert coordinator.get("/als-bestand/niets.csv").status_code == 404
    assert coordinator.get("/als-bestand/bestellingen.exe").status_code == 404
    assert sign_in(Role.MEMBER).get("/als-bestand/bestellingen.csv").status_code == 403
