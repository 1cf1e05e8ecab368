"""The books are opened once, with everything or nothing, and each fault is one clear sentence."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from coop import clock
from coop.errors import Refusal
from coop.ledger import control as control_module
from coop.ledger.balance import balance, trial_balance
from coop.ledger.journal import CASH
from coop.ledger.opening import books, item
from coop.ledger.opening.command import command, read
from coop.ledger.opening.given import NotOpened
from coop.ledger.posting import Line, Posting, post
from coop.ledger.transaction import Transaction
from coop.ledger.verify import verify
from coop.money import Money
from coop.period import year
from coop.permission import Role
from tests.coop.ledger.opening.files import TABLE, XAF_32, XAF_40, audit_file


@pytest.fixture(autouse=True)
def _debtors_have_invoices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sub-ledgers of debtors and creditors in which nothing is open."""
    found = {number: control_module.Control(number, number, lambda: 0) for number in ("13011", "16011", "05655")}
    monkeypatch.setattr(control_module, "_controls", found)


def open_with(content: bytes | str, number: int = 2026, **how: bool) -> books.Opening:
    """Open the books with a file."""
    given = read(content.encode() if isinstance(content, str) else content, "oud", **how)
    opening = books.checked(given, number)
    books.open_books(opening)
    return opening


def begin(number: int = 2026) -> dict[str, Money]:
    """What a year begins with, by account."""
    return {line.number: line.before for line in trial_balance(year(number)) if line.before}


def booked(session: scoped_session[Session]) -> int:
    """How many transactions there are."""
    return session.scalar(select(func.count(Transaction.id))) or 0


def test_a_spreadsheet_opens_the_year_with_its_balances(session: scoped_session[Session]) -> None:
    open_with(TABLE)
    assert begin() == {
        "10201": Money(125050),
        "13011": Money(14950),
        "16011": Money(-30000),
        "05655": Money(-100000),
        "05253": Money(-10000),
    }
    assert verify().first_fault is None


@pytest.mark.parametrize("namespace", [XAF_32, XAF_40])
def test_an_audit_file_opens_its_own_year_by_the_codes_of_its_accounts(
    session: scoped_session[Session], namespace: str
) -> None:
    assert open_with(audit_file(namespace)).year == 2025
    assert begin(2025) == {"10201": Money(50000), "05253": Money(-50000)}


@pytest.mark.parametrize("namespace", [XAF_32, XAF_40])
def test_or_the_year_after_with_what_stood_at_the_end(session: scoped_session[Session], namespace: str) -> None:
    assert open_with(audit_file(namespace), at_end=True).year == 2026
    assert begin() == {
        "10201": Money(50000),
        "05253": Money(-50000),
        "13011": Money(12100),
        "05403": Money(-12100),
    }


FAULTS: list[tuple[bytes | str, list[str]]] = [
    ("rekening;debet;credit\n99999;1;\n10201;;1\n", ["Regel 2: rekening 99999 kennen we niet"]),
    ("rekening;debet;credit\n10201;1,2,3;\n05253;;1\n", ["Regel 2: het bedrag 1,2,3 bij rekening 10201"]),
    ("rekening;debet;credit\n10201;10;\n05253;;9\n", ["debet € 10,00, credit € 9,00, verschil € 1,00"]),
    ("rekening;debet;credit\n10201;10;10\n05253;;10\n", ["óf debet óf credit"]),
    ("rekening;debet;credit\n80501;;10\n10201;10;\n", ["80501 Omzet diensten 21% hoort niet in een beginbalans"]),
    ("rekening;debet;credit\n", ["Er staan geen bedragen in"]),
    ("nummer;bedrag\n1;2\n", ["mist de kolom rekening, debet, credit"]),
    (b"\0\1\2", ["geen CSV-bestand"]),
    (
        "rekening;debet;credit\n1;1;\n10201;x;\n;3;\n",
        ["Regel 2: rekening 1 kennen", "Regel 3: het bedrag x", "Regel 4: de kolom rekening is leeg"],
    ),
    (audit_file(opening="1100 D 500.00|0500 C 400.00"), ["de beginbalans is niet in balans: debet € 500,00"]),
    (audit_file(total="499.00"), ["noemt samen € 499,00, maar telt op tot € 500,00"]),
    (audit_file(lines="13011 D 121.00|8000 C 120.00"), ["boeking 7 in dagboek VRK is niet in balans"]),
    (audit_file(opening="1100 D vijf|0500 C 5.00"), ["het bedrag vijf D is niet te lezen"]),
    (audit_file(opening="1999 D 500.00|0500 C 500.00"), ["rekening 1999 kennen we niet"]),
    (
        audit_file(opening="8000 D 500.00|0500 C 500.00"),
        ["80501 Omzet diensten 21% hoort niet in een beginbalans"],
    ),
    (audit_file(opening=""), ["de beginbalans noemt samen"]),
    (audit_file(opening="", total=""), ["geen beginbalans"]),
    (audit_file(begin="2025-07-01"), ["begint niet op 1 januari"]),
    (audit_file(begin="gisteren"), ["de begindatum gisteren is geen datum"]),
    (audit_file("urn:iets-anders"), ["is geen auditfile: we lezen XAF 3.2 en 4.0"]),
    (audit_file()[:-30], ["geen heel XML-bestand"]),
    (b"<html><body>oeps</body></html>", ["geen auditfile"]),
]


@pytest.mark.parametrize(("content", "sentences"), FAULTS, ids=lambda value: str(value[0])[:40])
def test_each_fault_is_one_sentence_and_nothing_is_booked(
    session: scoped_session[Session], content: bytes | str, sentences: list[str]
) -> None:
    with pytest.raises(Refusal) as refused:
        open_with(content)
    for sentence in sentences:
        assert sentence in refused.value.sentence
    if isinstance(refused.value, NotOpened):
        assert len(refused.value.faults) == len(sentences)
    assert booked(session) == 0


BOMB = """<!DOCTYPE auditfile [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>"""
OUTSIDE = '<!DOCTYPE auditfile [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, '<!DOCTYPE auditfile SYSTEM "http://127.0.0.1:9/x.dtd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_document_types_are_refused(
    session: scoped_session[Session], head: str, encoding: str
) -> None:
    content = audit_file(head=head, opening="1100 D &d;&x;|0500 C 5.00").decode()
    content = content.replace('encoding="UTF-8"', f'encoding="{encoding}"')
    with pytest.raises(NotOpened, match="eigen documenttype"):
        open_with(content.encode(encoding))
    assert booked(session) == 0


def test_the_number_of_another_chart_is_not_taken_for_ours(session: scoped_session[Session]) -> None:
    given = audit_file(opening="13011 D 500.00|0500 C 500.00").replace(b"BVorDebHad", b"BLimKasKas")
    open_with(given)
    assert begin(2025)["10101"] == Money(50000)


def test_books_are_opened_once_and_before_anything_of_an_earlier_year(session: scoped_session[Session]) -> None:
    post([_paper("2026-02-01")])
    open_with(TABLE)
    with pytest.raises(books.AlreadyOpened, match="al geopend met boeking ME-1"):
        open_with(TABLE)
    books.undo()
    assert begin() == {}
    open_with(TABLE)
    assert begin()["10201"] == Money(125050)
    books.undo()
    post([_paper("2025-12-01")])
    with pytest.raises(books.AlreadyOpened, match="zoals KA-2"):
        open_with(TABLE)
    session.commit()
    assert verify().first_fault is None


def _paper(day: str) -> Posting:
    """Paper from the cash box."""
    return Posting(
        CASH, date.fromisoformat(day), f"memorial:{day}", "Papier", [Line("46101", 5), Line("10101", -5)]
    )


def test_what_was_open_in_the_old_books_is_settled_and_keeps_agreeing(session: scoped_session[Session]) -> None:
    with clock.at(date(2026, 1, 20)):
        open_with(TABLE)
        opened = books.opened()
        assert opened is not None
        first, second, nursery, _capital = sorted(item.items(opened.id), key=lambda one: one.id)
        assert [one.label for one in (first, second)] == ["Factuur 2025-118", "Factuur 2025-120"]
        item.settle(first, date(2026, 1, 19), Money(4000), "bank")
        item.settle(first, date(2026, 1, 20), Money(6000), "cash")
        item.settle(nursery, date(2026, 1, 20), Money(30000), "bank")
        assert (first.remaining, second.remaining, nursery.remaining) == (Money(0), Money(4950), Money(0))
        assert (balance("13011"), balance("16011")) == (Money(4950), Money(0))
        assert balance("10201") == Money(125050 + 4000 - 30000)
        assert verify().first_fault is None
        with pytest.raises(item.WrongAmount):
            item.settle(second, date(2026, 1, 20), Money(4951), "bank")
        with pytest.raises(item.NotYet):
            item.settle(second, date(2026, 1, 21), Money(1), "bank")
        with pytest.raises(books.NotToUndo):
            books.undo()
        for one in (first, first, nursery):
            item.undo(one, date(2026, 1, 20))
        assert first.remaining == Money(10000)
        session.commit()
        assert verify().first_fault is None
        books.undo()
        session.commit()
        assert verify().first_fault is None


def test_the_command_checks_first_and_books_after(
    app: Flask, session: scoped_session[Session], tmp_path: Path
) -> None:
    file = tmp_path / "oud.csv"
    file.write_text(TABLE)
    dry = CliRunner().invoke(command, ["opening", str(file), "--year", "2026", "--dry-run", "--format", "csv"])
    assert "13011;Debiteuren;100,00;0,00" in dry.output
    assert booked(session) == 0
    session.rollback()
    done = CliRunner().invoke(command, ["opening", str(file), "--year", "2026"])
    assert done.exit_code == 0, done.exception
    assert begin()["05253"] == Money(-10000)
    session.rollback()
    again = CliRunner().invoke(command, ["opening", str(file), "--year", "2026"])
    assert isinstance(again.exception, books.AlreadyOpened)
    missing = CliRunner().invoke(command, ["opening", str(tmp_path / "weg.csv")])
    assert isinstance(missing.exception, NotOpened)


def test_the_treasurer_sees_what_the_file_says_and_then_books_it(
    sign_in: Callable[..., FlaskClient], session: scoped_session[Session]
) -> None:
    browser = sign_in(Role.TREASURER)
    shown = browser.post("/grootboek/beginbalans", data={**_upload(TABLE), "year": "2026", "moment": "begin"})
    assert "13011 Debiteuren" in shown.text
    assert booked(session) == 0
    session.rollback()
    table = shown.text.partition('name="table" type="hidden" value="')[2].partition('"')[0]
    done = browser.post("/grootboek/beginbalans/openen", data={"table": table, "year": "2026"})
    assert done.status_code == 303
    assert begin()["13011"] == Money(14950)
    page = browser.get("/grootboek/beginbalans").text
    assert "Factuur 2025-118" in page
    settled = browser.post(
        "/grootboek/beginbalans/posten/1", data={"amount": "100", "day": "2026-01-02", "way": "bank"}
    )
    assert settled.status_code == 303
    assert "afgehandeld" in browser.get("/grootboek/beginbalans").text
    assert browser.post("/grootboek/beginbalans/posten/1/terugdraaien").status_code == 303
    assert browser.post("/grootboek/beginbalans/terugdraaien").status_code == 303
    assert "Controleren" in browser.get("/grootboek/beginbalans").text


def test_what_is_wrong_with_a_file_is_told_on_the_page(sign_in: Callable[..., FlaskClient]) -> None:
    browser = sign_in(Role.TREASURER)
    for data, words in (
        (_upload("rekening;debet;credit\n1;2;\n10201;;x\n"), ["rekening 1 kennen", "het bedrag x"]),
        ({}, ["Kies een bestand"]),
    ):
        page = browser.post("/grootboek/beginbalans", data={**data, "moment": "begin"})
        assert page.status_code == 422
        for word in words:
            assert word in page.text
    assert sign_in(Role.BOARD).get("/grootboek/beginbalans").status_code == 403


def _upload(text: str) -> dict[str, Any]:
    return {"file": (io.BytesIO(text.encode()), "oud.csv")}
