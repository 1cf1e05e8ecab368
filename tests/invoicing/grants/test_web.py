"""The pages: a request from its first line to a grant, what is charged, and accounting for it."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, time

import openpyxl
import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from coop.ledger.account import account
from coop.ledger.cost_object import cost_object
from coop.ledger.verify import verify
from coop.money import Money
from coop.permission import Role
from invoicing import attachment, purchase
from invoicing.bought import Bought
from invoicing.budget.entering import enter as enter_budget
from invoicing.cost_rate import set_rate
from invoicing.grants import asking
from invoicing.grants.charge import charges
from invoicing.grants.evidence import evidence
from invoicing.grants.grant import grants
from invoicing.grants.request import GrantRequest
from invoicing.grants.rule import add_rule
from invoicing.grants.terms import agree, conditions_of
from orders import hours
from tests.invoicing.cast import service, wijk
from tests.invoicing.grants.cast import a_bill, a_grant, a_request
from tests.members.cast import a_member, organisation, person

TODAY = date(2026, 11, 3)


@pytest.fixture
def treasurer(app: Flask, sign_in: Callable[..., FlaskClient]) -> Iterator[FlaskClient]:
    """The treasurer at the desk."""
    with clock.at(TODAY):
        wijk()
        yield sign_in(Role.TREASURER)
        db.session.expire_all()
        assert verify().first_fault is None


def test_a_request_is_made_sent_and_granted_on_the_screens(treasurer: FlaskClient) -> None:
    giver = organisation()
    period = {"begin": "2027-01-01", "until": "2027-12-31"}
    told = {"giver": str(giver.id), "purpose": "Buurtkeuken", "requested": "900,00", **period}
    page = treasurer.post("/subsidies/aanvragen/nieuw", data=told).location
    budget = f"{page}/begroting"
    for path, data in (
        ("/activiteit", {"name": "Koken"}),
        ("/kosten", {"activity": "1", "text": "Kok", "minutes": "40:00", "rate": "25,00"}),
        ("/dekking", {"kind": "income", "source": "Verkoop", "covers": "90,00"}),
    ):
        assert treasurer.post(f"{budget}{path}", data=data).status_code == 303
    assert "er is nog € 10,00 dekking nodig" in treasurer.get(budget).text
    refused = treasurer.post(f"{page}/verzending", data={"day": "2026-11-02"})
    assert (refused.status_code, "nog € 10,00 dekking nodig" in refused.text) == (422, True)
    treasurer.post(f"{budget}/dekking", data={"kind": "own", "source": "Reserve", "covers": "10,00"})
    assert treasurer.post(f"{page}/verzending", data={"day": "2026-11-02"}).status_code == 303
    assert treasurer.get(budget).status_code == 404, "what was sent is not changed"
    granted = {"amount": "600,00", "day": "2026-11-03", "share_1": "", "conditions": "Een open dag\nTien eters"}
    answer = treasurer.post(f"{page}/toekenning", data=granted)
    assert answer.location == "/subsidies/1"
    [made] = grants()
    assert (made.amount, len(conditions_of(made.id))) == (Money(60_000), 2)
    assert "deels toegekend" in treasurer.get("/subsidies/aanvragen").text
    assert "€ 900,00 gevraagd".replace(" 9", "\u00a09") in treasurer.get("/subsidies/1").text


def test_the_budget_is_taken_along_with_sums_that_live(treasurer: FlaskClient) -> None:
    made = a_request()
    asking.send(made, TODAY)
    file = treasurer.get(f"/subsidies/aanvragen/{made.id}/begroting.xlsx").data
    formulas, values = (
        openpyxl.load_workbook(io.BytesIO(file), data_only=plain).active for plain in (False, True)
    )
    rows = {row[0].value: row for row in values.iter_rows()}
    said = {row[0].value: row[4].value for row in formulas.iter_rows()}
    assert (rows["Lasten samen"][4].value, rows["Lasten samen"][5].value) == (12000, 8000)
    assert said["Lasten samen"] == "=E4+E6"
    assert said["Ontmoeting"] == "=SUM(E5:E5)"
    assert (rows["Nog te dekken (0 is sluitend)"][4].value, said["Nog te dekken (0 is sluitend)"]) == (
        0,
        "=E8-E10-E14",
    )
    csv = treasurer.get(f"/subsidies/aanvragen/{made.id}/begroting.csv").data.decode("utf-8-sig")
    assert "lasten;Leren en werken;Begeleiding;;200 u;30,00;6000,00" in csv
    printed = treasurer.get(f"/subsidies/aanvragen/{made.id}/begroting.pdf").data
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_rules_charge_and_a_cost_is_moved_with_its_reason(treasurer: FlaskClient) -> None:
    first, second = a_grant().id, a_grant().id
    entry = a_bill(1, 5000, date(2026, 3, 2))
    treasurer.post(f"/subsidies/{first}/kosten/regels", data={"account": "70"})
    assert "nog € 11.950,00".replace(" 1", "\u00a01") in treasurer.get(f"/subsidies/{first}").text.lower()
    wrong = treasurer.post(f"/subsidies/{first}/kosten/regels", data={"account": "8x"})
    assert (wrong.status_code, "begint met 8x" in wrong.text) == (422, True)
    moved = {"to": str(second), "amount": "20,00", "reason": "Hoort bij het andere."}
    assert treasurer.post(f"/subsidies/{first}/kosten/{entry}", data=moved).status_code == 303
    assert [(one.grant_id, one.amount) for one in charges()[second]] == [(second, Money(2000))]
    page = treasurer.get(f"/subsidies/{second}/kosten").text
    assert "Hoort bij het andere." in page
    treasurer.post(f"/subsidies/{second}/kosten/{entry}/terug")
    assert list(charges()) == [first]
    assert treasurer.post(f"/subsidies/{first}/kosten/regels/1/weg").status_code == 303
    assert charges() == {}


def test_the_report_rests_on_papers_and_names_nobody(treasurer: FlaskClient) -> None:
    given = a_grant()
    green = cost_object("project", "groen", "Groen").id
    add_rule(given.id, cost_object_id=green)
    bought = [Bought("70053", Money(10_000), "high", "Bomen", green)]
    sha = attachment.keep(b"%PDF-1.7 kwekerij", "kwekerij.pdf")
    own = attachment.keep(b"%PDF-1.7 Yonas", "yonas-tekle.pdf")
    day = date(2026, 4, 1)
    purchase.enter(organisation("Kwekerij Noord"), "K-7", day, day, bought, attachment_sha=sha)
    purchase.enter(person("Yonas Tekle"), "Y-8", day, day, bought, attachment_sha=own)
    agree(given.id, report_due=date(2026, 11, 20))
    file = treasurer.get(f"/subsidies/{given.id}/verantwoording.xlsx").data
    book = openpyxl.load_workbook(io.BytesIO(file), data_only=True)
    said = [[cell.value for cell in row] for row in book["Bewijsstukken"].iter_rows()]
    assert said[1][1:4] == ["IK-1", "Inkoopfactuur K-7 van Kwekerij Noord", "Materialen en onderdelen"]
    assert (said[1][5], said[2][2], said[2][5], said[3][6]) == ("kwekerij.pdf", "Inkoopfactuur Y-8", "", 200)
    bundle = zipfile.ZipFile(io.BytesIO(treasurer.get(f"/subsidies/{given.id}/bijlagen.zip").data))
    assert [name.endswith("kwekerij.pdf") for name in bundle.namelist()] == [True]
    page = treasurer.get(f"/subsidies/{given.id}/verantwoording").text
    assert "Yonas" not in page
    printed = treasurer.get(f"/subsidies/{given.id}/verantwoording.pdf").data
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
    assert treasurer.get(f"/subsidies/{given.id}/verantwoording.json").json["left"] == 1_180_000


def test_hours_in_the_evidence_are_told_by_month_and_nobody_by_name(treasurer: FlaskClient) -> None:
    what, given = service(), a_grant()
    set_rate("employee", date(2026, 1, 1), Money(2500))
    add_rule(given.id, cost_object_id=what.cost_object_id)
    for key, (name, day) in enumerate((("Jan", 2), ("Els", 3), ("Jan", 31))):
        who = a_member(f"{name} {key}", "employee")
        told = {"day": date(2026, 3, day), "begins": time(9), "ends": time(10, 30), "service": what}
        hours.approve([hours.tell(who, str(key), **told)])
    [row] = evidence(charges()[given.id])
    assert (row.amount, row.number, row.day) == (Money(11_250), "ME-2 en 2 meer", date(2026, 3, 31))
    assert row.description == "4 u 30 gewerkt in maart 2026, vast werk"
    page = treasurer.get(f"/subsidies/{given.id}/kosten?uren=apart").text
    assert "Jan" not in page.partition("<main")[2]
    last = max(one.entry_id for one in charges()[given.id])
    assert f"/subsidies/{given.id}/kosten/{last}" in page
    treasurer.post(f"/subsidies/{given.id}/kosten/{last}", data={"to": "0", "reason": "Was oefening."})
    assert sum(one.amount.cents for one in charges()[given.id]) == 7_500


def test_grants_and_requests_are_found_by_words_state_and_year(treasurer: FlaskClient) -> None:
    a_grant()
    a_request()
    for path in ("/subsidies?q=gemeente+groen", "/subsidies?stand=running&jaar=2026", "/subsidies?q=GRN-14"):
        assert "/subsidies/1" in treasurer.get(path).text, path
    for path in ("/subsidies?q=keuken", "/subsidies?stand=over", "/subsidies?jaar=2025"):
        assert "Geen subsidies gevonden" in treasurer.get(path).text, path
    assert "Wijkeconomie" in treasurer.get("/subsidies/aanvragen?q=wijk&stand=draft&jaar=2026").text
    assert "Geen aanvragen gevonden" in treasurer.get("/subsidies/aanvragen?stand=sent").text
    csv = treasurer.get("/als-bestand/subsidies.csv?q=groen").data.decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("Groen in de wijk;Gemeente Groningen;GRN-14;2026-01-01;2027-01-01;loopt")
    found = treasurer.get("/zoeken?q=groen").text
    assert "/subsidies/1" in found
    assert "/subsidies/aanvragen/1" in treasurer.get("/zoeken?q=8.000,00").text


def test_a_request_begins_with_the_budget_of_a_service(treasurer: FlaskClient) -> None:
    green = cost_object("project", "groen", "Groen").id
    amounts = {(account("70053").id, green): Money(120_000), (account("80501").id, green): Money(20_000)}
    told = {"asked_of": str(organisation().id), "cost_object": str(green), "year": "2027"}
    refused = treasurer.post("/subsidies/aanvragen/van-een-dienst", data=told)
    assert (refused.status_code, "geen kosten van deze dienst" in refused.text) == (422, True)
    enter_budget(2027, amounts, seen=0)
    treasurer.post("/subsidies/aanvragen/van-een-dienst", data=told)
    [made] = db.session.query(GrantRequest).all()
    assert (made.requested, made.layout.closes, made.begin) == (Money(100_000), True, date(2027, 1, 1))
    assert [line.account for line in made.activities[0].lines] == ["70053"]


def test_a_report_is_asked_for_four_weeks_before_until_it_is_handed_in(treasurer: FlaskClient) -> None:
    given = a_grant()
    agree(given.id, report_due=date(2026, 12, 2))
    assert "inleveren voor Groen" not in treasurer.get("/vandaag").text
    agree(given.id, report_due=date(2026, 12, 1))
    assert "verantwoording inleveren voor Groen in de wijk" in treasurer.get("/vandaag").text
    assert "Groen in de wijk" in treasurer.get("/subsidies?stand=report").text
    treasurer.post(f"/subsidies/{given.id}/verantwoording/ingeleverd")
    assert "inleveren voor Groen" not in treasurer.get("/vandaag").text
    assert "Geen subsidies gevonden" in treasurer.get("/subsidies?stand=report").text


def test_it_is_settled_and_that_is_undone(treasurer: FlaskClient) -> None:
    given = a_grant().id
    told = {"established": "11.000,00", "day": "2026-11-03", "reference": "VST-1"}
    assert treasurer.post(f"/subsidies/{given}/vaststelling", data=told).status_code == 303
    assert "€\u00a01.000,00" in treasurer.get(f"/subsidies/{given}/verantwoording").text
    again = treasurer.post(f"/subsidies/{given}/vaststelling", data=told)
    assert (again.status_code, "al vastgesteld" in again.text) == (422, True)
    assert treasurer.post(f"/subsidies/{given}/vaststelling/terug").status_code == 303


def test_terms_and_conditions_are_entered_and_written_to(treasurer: FlaskClient) -> None:
    given = a_grant().id
    page = f"/subsidies/{given}/voorwaarden"
    assert "onbetaald uur telt" in treasurer.post(f"{page}/afspraken", data={"volunteers": "y"}).text
    terms = {"volunteers": "y", "unpaid_rate": "7,50", "report_due": "2027-04-01"}
    assert treasurer.post(f"{page}/afspraken", data=terms).status_code == 303
    treasurer.post(f"{page}/nieuw", data={"texts": "Tien eters\n\nEen open dag"})
    treasurer.post(f"{page}/nageleefd", data={"met_1": "Het waren er twaalf."})
    assert [one.met for one in conditions_of(given)] == ["Het waren er twaalf.", ""]
    treasurer.post(f"{page}/2/weg")
    assert len(conditions_of(given)) == 1


def test_the_board_looks_and_changes_nothing(treasurer: FlaskClient, sign_in: Callable[..., FlaskClient]) -> None:
    asked, given = a_request().id, a_grant().id
    board = sign_in(Role.BOARD)
    for part in ("", "/kosten", "/voorwaarden", "/verantwoording"):
        assert board.get(f"/subsidies/{given}{part}").status_code == 200
    assert board.get(f"/subsidies/aanvragen/{asked}").status_code == 200
    assert board.post(f"/subsidies/{given}/vaststelling").status_code == 403
    assert board.post(f"/subsidies/aanvragen/{asked}/verzending").status_code == 403
    assert treasurer.post(f"/subsidies/aanvragen/{asked}/opnieuw").status_code == 303
    assert [one.begin.year for one in db.session.query(GrantRequest).order_by(GrantRequest.id)] == [2026, 2027]
