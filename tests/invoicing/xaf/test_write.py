"""The audit file: sound by the official rules, the same as the trial balance, and without names in its text."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pyxaf
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy.orm import Session, scoped_session

from coop import clock, wijk
from coop.database import db
from coop.ledger.account import Account, account
from coop.ledger.balance import trial_balance
from coop.ledger.chart import BANK, CASH, RESERVE
from coop.ledger.journal import CASH as CASH_JOURNAL
from coop.ledger.journal import MEMORIAL
from coop.ledger.opening import audit_file
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from coop.period import year
from coop.permission import Role
from invoicing import billing_run, payment, purchase, purchase_payment
from invoicing.invoice import by_number
from invoicing.purchase import Bought
from invoicing.xaf.command import NotWritten, export
from invoicing.xaf.ready import NotReady
from invoicing.xaf.write import NAMESPACE, write
from tests import standards
from tests.invoicing.cast import done_job, service
from tests.invoicing.cast import wijk as a_wijk
from tests.members.cast import organisation, person

NAMES = ("Fatima Haddad", "Haddad", "Kwekerij Nooitgedacht", "Nooitgedacht")
BELL = "\x07"


@pytest.fixture(autouse=True)
def _books(app: Flask) -> Iterator[None]:
    """Two years: start money, a sale in each, one paid; a purchase paid; and a memorial that names somebody."""
    with clock.at(date(2026, 12, 20)):
        a_wijk()
        garden, fatima, nursery = service(), person("Fatima Haddad"), organisation("Kwekerij Nooitgedacht")
        start = [Line(BANK, 100000), Line(RESERVE, -100000)]
        post([Posting(MEMORIAL, date(2025, 1, 1), "opening:2025", "Beginsaldo", start)])
        for day in (date(2025, 12, 3), date(2026, 4, 2)):
            with clock.at(day):
                done_job(fatima, garden, day)
                billing_run.confirm(date(day.year + 1, 1, 1), print_now=False)
        payment.book(by_number("2025-0001"), date(2026, 1, 5), by_number("2025-0001").payable)
        hedge = [Bought("70053", Money(1005), "low", "Heg")]
        bought = purchase.enter(nursery, "N-77", date(2026, 5, 1), date(2026, 6, 1), hedge)
        purchase_payment.pay(bought, date(2026, 5, 20), bought.payable)
        lines = [Line("40895", 1250, party=f"party:{fatima.id}"), Line(CASH, -1250)]
        text = f"Voorschot aan Fatima Haddad{BELL} & <co>"
        post([Posting(CASH_JOURNAL, date(2026, 6, 1), "memorial:1", text, lines)])
        db.session.commit()
        yield


def made(number: int = 2026) -> bytes:
    """The audit file of a year."""
    out = io.BytesIO()
    write(out, number)
    return out.getvalue()


def read(content: bytes) -> Any:
    """The audit file as a tree."""
    return etree.fromstring(content)


def texts(tree: Any, tag: str) -> list[str]:
    """The text of every element of a name."""
    return [element.text or "" for element in tree.iter(f"{{{NAMESPACE}}}{tag}")]


@pytest.mark.parametrize("number", [2025, 2026, 2027])
def test_it_obeys_the_schema_and_the_rules_of_content(number: int) -> None:
    report = pyxaf.validate(made(number), xsd=True)
    assert "L4x xsd" in report.checked
    assert [str(finding) for finding in report.findings if finding.severity > pyxaf.Severity.INFO] == []


@pytest.mark.judged
@pytest.mark.parametrize("number", [2025, 2026, 2027])
def test_it_is_sound_by_the_official_rules(number: int, tmp_path: Path) -> None:
    assert standards.findings("xaf", made(number), tmp_path) == ""


@pytest.mark.parametrize("number", [2025, 2026, 2027])
def test_it_tells_the_same_as_the_trial_balance(number: int, tmp_path: Path) -> None:
    file = tmp_path / "year.xaf"
    file.write_bytes(made(number))
    begin: dict[str, int] = {}
    moved: dict[str, list[int]] = {}
    with pyxaf.open(file) as audit:
        for line in audit.opening_balance("element").lines:
            begin[line.account_id or ""] = _cents(line)
        for line in audit.lines():
            moved.setdefault(line.account_id or "", [0, 0])[_cents(line) < 0] += abs(_cents(line))
    for balance in trial_balance(year(number)):
        assert begin.pop(balance.number, 0) == balance.before.cents
        assert moved.pop(balance.number, [0, 0]) == [balance.debit.cents, balance.credit.cents]
    assert (begin, moved) == ({}, {})


def _cents(line: Any) -> int:
    assert line.amount is not None
    return int(line.amount * 100) * (1 if line.side is pyxaf.Side.DEBIT else -1)


def test_names_stand_in_their_own_element_and_nowhere_else() -> None:
    tree = read(made())
    assert sorted(texts(tree, "custSupName")) == ["Fatima Haddad", "Kwekerij Nooitgedacht"]
    for element in tree.iter():
        if not element.tag.endswith("custSupName"):
            assert not any(name in (element.text or "") for name in NAMES), (element.tag, element.text)
    assert "Voorschot aan (naam) & <co>" in texts(tree, "desc")
    assert "Inkoop N-77 van (naam)" in texts(tree, "desc")


def test_who_owes_and_is_owed_is_linked_to_the_lines_and_their_invoices() -> None:
    tree = read(made())
    ids = dict(zip(texts(tree, "custSupName"), texts(tree, "custSupID"), strict=False))
    lines = [{child.tag.partition("}")[2]: child.text for child in line} for line in _all(tree, "trLine")]
    seen = {(line["accID"], line["custSupID"], line.get("invRef")) for line in lines if "custSupID" in line}
    fatima, nursery = ids["Fatima Haddad"], ids["Kwekerij Nooitgedacht"]
    assert seen == {
        ("13011", fatima, "2026-0001"),
        ("13011", fatima, "2025-0001"),
        ("16011", nursery, "N-77"),
        ("40895", fatima, None),
    }
    relation = {child.tag.partition("}")[2]: child.text for child in next(_all(tree, "customerSupplier"))}
    assert (relation["opBalDesc"], relation["opBalTp"]) == ("32.50", "D")


def test_vat_is_told_by_the_line_and_adds_up_to_its_account() -> None:
    tree = read(made())
    told = [tuple(part.text for part in tax) for tax in _all(tree, "vat")]
    assert ("S2100", "21.000", "5.64", "C") in told
    assert ("in:low", "9.000", "0.90", "D") in told
    assert next(line for line in trial_balance(year(2026)) if line.number == "16201").credit == Money(564)


def _all(tree: Any, tag: str) -> Iterator[Any]:
    return iter(tree.iter(f"{{{NAMESPACE}}}{tag}"))


@pytest.mark.parametrize("number", [2025, 2026])
def test_the_next_books_can_be_opened_with_it(number: int) -> None:
    given = audit_file.read(made(number), at_end=True)
    assert (given.year, given.faults) == (number + 1, [])
    stood = {line.number: line.before for line in trial_balance(year(number + 1)) if line.before}
    assert {line.account: line.amount for line in given.lines} == stood


def test_what_is_missing_is_told_before_anything_is_written(session: scoped_session[Session]) -> None:
    wijk.current().vat_id = ""
    account(CASH).rgs = ""
    session.add(Account(number="10202", name="Tweede bank", rgs="BLimBanRba", side="D", kind="B"))
    session.flush()
    post([Posting(MEMORIAL, date(2026, 6, 1), "memorial:2", "Over", [Line("10202", 5), Line(BANK, -5)])])
    out = io.BytesIO()
    with pytest.raises(NotReady) as refused:
        write(out, 2026)
    assert out.getvalue() == b""
    for words in ("btw-nummer", "Rekening 10101 heeft geen RGS-code", "staat bij 10201, 10202"):
        assert words in refused.value.sentence


def test_an_account_that_is_not_used_stands_in_nobodys_way(session: scoped_session[Session]) -> None:
    session.add(Account(number="10202", name="Tweede bank", rgs="BLimBanRba", side="D", kind="B"))
    session.add(Account(number="10203", name="Derde bank", rgs="", side="D", kind="B"))
    session.flush()
    assert {"10202", "10203"}.isdisjoint(texts(read(made()), "accID"))


def test_the_command_writes_the_whole_file_or_none(app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "2026.xaf"
    out.write_text("old")
    export.callback(2026, out)
    assert len(list(_all(read(out.read_bytes()), "trLine"))) > 5
    db.session.rollback()
    wijk.current().vat_id = ""
    db.session.commit()
    before = out.read_bytes()
    with pytest.raises(NotReady):
        export.callback(2026, out)
    assert (out.read_bytes(), list(tmp_path.iterdir())) == (before, [out])
    with pytest.raises(NotWritten):
        export.callback(2026, tmp_path / "nowhere" / "2026.xaf")


def test_the_board_downloads_it_and_a_member_does_not(sign_in: Callable[..., FlaskClient]) -> None:
    answer = sign_in(Role.BOARD).get("/grootboek/auditfile-2026.xaf")
    assert answer.mimetype == "application/xml"
    assert answer.content_length == len(answer.data)
    assert pyxaf.validate(answer.data).ok
    assert sign_in(Role.BOARD).get("/grootboek/auditfile-1066.xaf").status_code == 404
    assert sign_in(Role.MEMBER).get("/grootboek/auditfile-2026.xaf").status_code == 403
