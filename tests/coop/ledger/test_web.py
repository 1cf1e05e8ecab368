"""The ledger's screens: read by the treasurer and the board, posted and closed by the treasurer only."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coop.ledger import control as control_module
from coop.ledger.period import closed_until
from coop.ledger.posting import post
from coop.ledger.transaction import Entry, Transaction
from coop.money import Money
from coop.permission import Role
from tests.coop.ledger.cast import receipt, sale

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def _posted(session: Session) -> None:
    """Seventy sales in March, one of them paid."""
    post([*(sale(n) for n in range(1, 71)), receipt()])
    session.commit()


@pytest.mark.usefixtures("_posted")
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/grootboek?year=2026", ["80501", "Omzet diensten 21%", "-7.000,00", "Samen"]),
        ("/als-bestand/proefbalans.csv?year=2026", ["80501;Omzet diensten 21%;0,00;0,00;7000,00;-7000,00"]),
        ("/grootboek/rekeningen/13011?from=2026-03-01&to=2026-03-31", ["VK-70", "invoice:2026-0070", "Volgende"]),
        ("/grootboek/rekeningen/13011?from=2026-04-01", ["niets geboekt", "8.349,00"]),
        ("/grootboek/dagboeken", ["Verkoop", "70"]),
        ("/grootboek/dagboeken/VK", ["VK-70", "VK-21", "Volgende"]),
        ("/grootboek/dagboeken/VK?below=21", ["VK-20", "VK-1"]),
        ("/grootboek/boekingen/11", ["invoice:2026-0001", "13011 Debiteuren", "121,00"]),
        (
            "/als-bestand/boekingen.csv?year=2026",
            ["Dag;Boeking;Rekening", "VK-1;13011;Debiteuren", ";121,00;0,00\r\n", ";0,00;100,00\r\n"],
        ),
    ],
)
def test_the_board_reads_the_books(sign_in: SignIn, path: str, words: list[str]) -> None:
    page = sign_in(Role.BOARD).get(path)
    assert page.status_code == 200
    for word in words:
        assert word in page.text


@pytest.mark.usefixtures("_posted")
def test_the_pages_of_an_account_follow_each_other_without_gap(sign_in: SignIn) -> None:
    browser = sign_in(Role.TREASURER)
    path = "/grootboek/rekeningen/13011?from=2026-03-01&to=2026-03-31"
    first = browser.get(path).text
    older = browser.get(f"{path}&below=2026-03-14.{_mark_of(first)}").text
    seen = [n for n in range(1, 71) if (f">VK-{n}<" in first) + (f">VK-{n}<" in older) == 1]
    assert seen == list(range(1, 71))


def _mark_of(page: str) -> str:
    return page.partition("below=2026-03-14.")[2].partition('"')[0].partition("&")[0]


@pytest.mark.usefixtures("_posted")
@pytest.mark.parametrize("page", ["", "/rekeningen/13011", "/dagboeken/VK", "/boekingen/11"])
def test_a_page_costs_few_statements(sign_in: SignIn, statements: Any, page: str) -> None:
    browser = sign_in(Role.TREASURER)
    with statements() as seen:
        browser.get(f"/grootboek{page}")
    assert len(seen) <= 9, seen


@pytest.mark.usefixtures("_posted")
def test_the_entries_of_one_account_or_journal_are_a_file_of_their_own(sign_in: SignIn) -> None:
    browser = sign_in(Role.BOARD)

    def lines(asked: str) -> list[str]:
        return browser.get(f"/als-bestand/{asked}").text.splitlines()[1:]

    account = "rekening.csv?number=80501&from=2026-01-01"
    assert len(lines(account)) == 70
    assert {line.split(";")[2] for line in lines(account)} == {"80501"}
    assert lines(f"{account}&to=2026-02-28") == []
    assert {line.split(";")[1][:2] for line in lines("dagboek.csv?code=BK")} == {"BK"}
    assert (len(lines("boekingen.csv?year=2026")), lines("boekingen.csv?year=2025")) == (212, [])
    assert browser.get("/als-bestand/dagboek.csv?code=XX").status_code == 404
    assert browser.get("/als-bestand/rekening.csv?number=1").status_code == 404


def test_what_is_not_there_is_a_404(sign_in: SignIn) -> None:
    browser = sign_in(Role.TREASURER)
    for path in ("/grootboek/boekingen/11", "/grootboek/rekeningen/1", "/grootboek/dagboeken/XX"):
        assert browser.get(path).status_code == 404


def test_the_board_neither_posts_nor_closes(sign_in: SignIn) -> None:
    browser = sign_in(Role.BOARD)
    assert browser.get("/grootboek/memoriaal").status_code == 403
    assert browser.get("/grootboek/afsluiten").status_code == 403
    assert "Memoriaal boeken" not in browser.get("/grootboek").text
    offered = sign_in(Role.TREASURER).get("/grootboek").text
    assert "Memoriaal boeken" in offered
    assert "Periode afsluiten" in offered


def by_hand(**changed: str) -> dict[str, str]:
    """What the treasurer types: paper from the cash box."""
    return {
        "date": "2026-03-14",
        "description": "Papier",
        "lines-0-account": "46101",
        "lines-0-debit": "12,50",
        "lines-1-account": "10101",
        "lines-1-credit": "12.50",
        **changed,
    }


def test_the_treasurer_posts_by_hand_and_undoes_it(sign_in: SignIn, session: Session) -> None:
    browser = sign_in(Role.TREASURER)
    answer = browser.post("/grootboek/memoriaal", data=by_hand())
    assert answer.location == "/grootboek/boekingen/15"
    assert "memorial:1" in browser.get(answer.location).text
    undone = browser.post("/grootboek/boekingen/15/terugboeking", data={"date": "2026-03-15", "reason": "Dubbel"})
    assert undone.location == "/grootboek/boekingen/25"
    assert "ME-2" in browser.get("/grootboek/boekingen/15").text
    assert session.scalar(select(func.sum(Entry.cents)).where(Entry.cents > 0)) == Money(2500)
    again = browser.post("/grootboek/boekingen/15/terugboeking", data={"date": "2026-03-15", "reason": "Nog eens"})
    assert again.status_code in {409, 422}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"lines-1-credit": "12,49"}, "Debet en credit zijn niet gelijk"),
        ({"lines-1-credit": "1,2,3"}, "Schrijf het bedrag als"),
        ({"lines-1-account": ""}, "Kies er een rekening bij"),
        ({"lines-1-debit": "1"}, "Vul debet of credit in"),
        ({"lines-1-account": "13011"}, "facturen en betalingen"),
        ({"lines-1-account": "99999"}, "bestaat niet"),
        ({"description": ""}, "Vul dit in"),
    ],
)
def test_a_wrong_posting_is_told_and_everything_typed_is_kept(
    sign_in: SignIn, session: Session, monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], sentence: str
) -> None:
    monkeypatch.setitem(
        control_module._controls, "13011", control_module.Control("13011", "Debiteuren", lambda: 0)
    )
    page = sign_in(Role.TREASURER).post("/grootboek/memoriaal", data=by_hand(**changed))
    assert page.status_code == 422
    assert sentence in page.text
    assert 'value="12,50"' in page.text
    assert session.scalar(select(func.count(Transaction.id))) == 0


@pytest.mark.usefixtures("_posted")
def test_what_another_room_posted_is_not_undone_here(sign_in: SignIn) -> None:
    browser = sign_in(Role.TREASURER)
    assert "Terugdraaien" not in browser.get("/grootboek/boekingen/11").text
    assert browser.get("/grootboek/boekingen/11/terugboeking").status_code == 404


def test_the_treasurer_closes_a_period_once(sign_in: SignIn, session: Session, at: Any) -> None:
    with at(date(2026, 4, 10)):
        browser = sign_in(Role.TREASURER)
        assert "maart 2026" in browser.get("/grootboek/afsluiten").text
        assert browser.post("/grootboek/afsluiten", data={"until": "2026-04-01"}).status_code == 303
        assert closed_until() == date(2026, 4, 1)
        assert browser.post("/grootboek/afsluiten", data={"until": "2026-04-01"}).status_code == 422
        page = browser.post("/grootboek/memoriaal", data=by_hand())
        assert page.status_code == 422
        assert "gesloten" in page.text
