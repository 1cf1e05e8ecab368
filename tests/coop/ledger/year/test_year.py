"""A year is closed once everything was looked at, and its result goes where the members decide."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from coop import clock
from coop.ledger import control as control_module
from coop.ledger.account import account
from coop.ledger.annual.command import annual
from coop.ledger.balance import balance, balance_of, trial_balance
from coop.ledger.chart import BANK, CASH, PAYMENT_PROVIDER, RESERVE, RESULT_OF_YEAR
from coop.ledger.journal import MEMORIAL
from coop.ledger.opening.books import checked, open_books
from coop.ledger.opening.table import read
from coop.ledger.period import AlreadyClosed, closed_until
from coop.ledger.posting import Line, Posting, post
from coop.ledger.refusals import PeriodClosed
from coop.ledger.schedule.kind import Kind
from coop.ledger.schedule.schedule import enter
from coop.ledger.verify import verify
from coop.ledger.year import decision, doubt
from coop.ledger.year.books import books
from coop.ledger.year.closing import NotLookedAt, Unsound, YearRunning, close_year
from coop.ledger.year.decision import NotDivided, NotYet, decide, decided, take_back, to_decide
from coop.ledger.year.doubt import YearDoubt
from coop.money import Money
from coop.period import year
from coop.permission import Role
from tests.coop.ledger.cast import sale

SignIn = Callable[..., FlaskClient]
FUND = "05351"


@pytest.fixture(autouse=True)
def _only_the_ledger(session: scoped_session[Session], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No sub-ledgers and no other floors; it is February 2027."""
    monkeypatch.setattr(control_module, "_controls", {})
    monkeypatch.setattr(doubt, "_askers", [books])
    with clock.at(date(2027, 2, 10)):
        yield


def paid(number: int, amount: int, day: date, account_: str = "80501") -> Posting:
    """Income in cash at the bank, or a cost where the amount is below nothing."""
    return Posting(MEMORIAL, day, f"memorial:{number}", "Contant", [Line(BANK, amount), Line(account_, -amount)])


def sentences(number: int = 2026) -> list[str]:
    """The doubts about a year."""
    return [found.sentence for found in doubt.doubts(year(number))]


def test_a_year_without_doubts_is_closed_and_nothing_enters_it_any_more(session: scoped_session[Session]) -> None:
    post([paid(1, 1000, date(2026, 5, 1))])
    assert sentences() == []
    close_year(2026, looked=False)
    assert closed_until() == date(2027, 1, 1)
    with pytest.raises(PeriodClosed):
        post([paid(2, 1000, date(2026, 12, 31))])
    with pytest.raises(AlreadyClosed):
        close_year(2026, looked=True)
    post([paid(3, 1000, date(2027, 1, 1))])


def test_a_year_that_runs_is_not_closed(session: scoped_session[Session]) -> None:
    with pytest.raises(YearRunning):
        close_year(2027, looked=True)


def test_doubts_are_looked_at_first(session: scoped_session[Session]) -> None:
    post([Posting(MEMORIAL, date(2026, 5, 1), "m:1", "x", [Line(PAYMENT_PROVIDER, 500), Line(RESERVE, -500)])])
    assert sentences() == [
        "Op tussenrekening 14555 Tussenrekening betaalprovider (Stripe/iDEAL) staat nog € 5,00."
    ]
    with pytest.raises(NotLookedAt, match="nagelopen"):
        close_year(2026, looked=False)
    close_year(2026, looked=True)


def test_what_blocks_is_done_first(session: scoped_session[Session]) -> None:
    enter(Kind.DEPRECIATION, "Maaier", "43220", "02155", Money(1200), date(2026, 11, 1), 12)
    assert sentences() == ["2 maanden van de vaste boekingen staan nog niet in de boeken."]
    with pytest.raises(NotLookedAt, match="Dit moet eerst"):
        close_year(2026, looked=True)


def test_a_cash_box_cannot_have_been_below_nothing(session: scoped_session[Session]) -> None:
    rows = [(1, -500, date(2026, 3, 3)), (2, 900, date(2026, 3, 4)), (3, -1, date(2026, 3, 5))]
    post(
        [
            Posting(MEMORIAL, day, f"m:{number}", "Kas", [Line(CASH, cents), Line(RESERVE, -cents)])
            for number, cents, day in rows
        ]
    )
    [told] = sentences()
    assert "stond op di 3 mrt 2026 onder nul: € -5,00" in told
    assert not any("De kas" in told for told in sentences(2027))


def test_an_earlier_year_that_waits_is_told(session: scoped_session[Session]) -> None:
    post([paid(1, 1000, date(2025, 5, 1))])
    assert sentences() == [
        "Over het resultaat tot en met 2025 (€ 10,00) is nog geen besluit geboekt.",
        "Het jaar 2025 is nog niet afgesloten. Dat gaat dan meteen mee.",
    ]


def test_items_of_the_old_books_are_told(
    session: scoped_session[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(control_module._controls, "13011", control_module.Control("13011", "x", lambda: 0))
    open_books(checked(read(b"rekening;debet;credit\n13011;10;\n05253;;10\n", "oud.csv"), 2026))
    assert sentences() == ["Uit de oude boeken staat nog 1 post open."]


def test_books_that_do_not_hold_are_not_closed(
    session: scoped_session[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(control_module._controls, "13011", control_module.Control("13011", "x", lambda: 5))
    with pytest.raises(Unsound, match="deeladministratie"):
        close_year(2026, looked=True)


def test_every_floor_can_add_its_doubts_and_what_blocks_comes_first(
    session: scoped_session[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doubt, "_askers", [])
    doubt.asks(lambda _year: [YearDoubt("later", "x")])
    doubt.asks(lambda _year: [YearDoubt("eerst", "x", blocks=True)])
    assert sentences() == ["eerst", "later"]


@pytest.fixture
def closed(session: scoped_session[Session]) -> None:
    """A profit of € 100,00 in a year that is closed."""
    post([paid(1, 15000, date(2026, 5, 1)), paid(2, -5000, date(2026, 6, 1), "45105")])
    close_year(2026, looked=True)


@pytest.mark.usefixtures("closed")
def test_a_decision_within_the_next_year_leaves_nothing_to_tell_of_it(session: scoped_session[Session]) -> None:
    assert len(sentences(2027)) == 1
    decide(2026, date(2027, 2, 1), [(RESERVE, Money(10000))])
    assert sentences(2027) == []


@pytest.mark.usefixtures("closed")
def test_the_members_divide_the_result_to_the_cent(session: scoped_session[Session]) -> None:
    assert to_decide(2026) == Money(10000)
    for shares in ([(RESERVE, Money(9999))], [(RESERVE, Money(10001))], [(BANK, Money(10000))], []):
        with pytest.raises(NotDivided):
            decide(2026, date(2027, 2, 1), shares)
    decide(2026, date(2027, 2, 1), [(RESERVE, Money(7500)), (FUND, Money(2500)), ("", Money(0))])
    assert (balance(RESERVE), balance(FUND), to_decide(2026)) == (Money(-7500), Money(-2500), Money(0))
    with pytest.raises(NotDivided, match="niets meer"):
        decide(2026, date(2027, 2, 1), [(RESERVE, Money(1))])
    assert balance_of(account(RESULT_OF_YEAR), year(2027)).after == Money(0)
    session.commit()
    assert verify().first_fault is None


@pytest.mark.usefixtures("closed")
def test_the_next_year_begins_with_the_balance_sheet_and_the_result(session: scoped_session[Session]) -> None:
    begin = {line.number: line.before for line in trial_balance(year(2027)) if line.before}
    assert begin == {BANK: Money(10000), RESULT_OF_YEAR: Money(-10000)}
    sheet = {item.key: item.amounts[0] for block in annual(2026).claims for item in block.items}
    assert sheet == {"result": Money(10000)}
    decide(2026, date(2027, 2, 1), [(RESERVE, Money(10000))])
    after = {item.key: item.amounts for block in annual(2027).claims for item in block.items}
    assert after == {"reserve": [Money(10000), Money(0)], "result": [Money(0), Money(10000)]}


@pytest.mark.usefixtures("closed")
def test_a_decision_can_be_taken_back_and_made_again(session: scoped_session[Session]) -> None:
    decide(2026, date(2027, 2, 1), [(RESERVE, Money(10000))])
    take_back(2026, date(2027, 2, 2))
    assert (decided(2026), to_decide(2026)) == (None, Money(10000))
    decide(2026, date(2027, 2, 3), [(FUND, Money(10000))])
    assert (balance(RESERVE), balance(FUND)) == (Money(0), Money(-10000))
    take_back(2026, date(2027, 2, 3))
    with pytest.raises(decision.NotFound):
        take_back(2026, date(2027, 2, 3))


def test_a_loss_is_taken_from_the_reserve(session: scoped_session[Session]) -> None:
    post([paid(1, -3000, date(2026, 5, 1), "45105")])
    close_year(2026, looked=True)
    assert to_decide(2026) == Money(-3000)
    decide(2026, date(2027, 2, 1), [(RESERVE, Money(-3000))])
    assert (balance(RESERVE), to_decide(2026)) == (Money(3000), Money(0))


def test_years_are_decided_in_their_order_after_they_are_closed(session: scoped_session[Session]) -> None:
    post([paid(1, 1000, date(2025, 5, 1)), paid(2, 2000, date(2026, 5, 1))])
    with pytest.raises(NotYet, match="Sluit 2026 eerst af"):
        decide(2026, date(2027, 2, 1), [(RESERVE, Money(3000))])
    close_year(2026, looked=True)
    with pytest.raises(NotYet, match="besluit over 2025"):
        decide(2026, date(2027, 2, 1), [(RESERVE, Money(3000))])
    for day in (date(2025, 12, 31), date(2027, 2, 11)):
        with pytest.raises(NotYet):
            decide(2025, day, [(RESERVE, Money(1000))])
    decide(2025, date(2027, 1, 15), [(RESERVE, Money(1000))])
    decide(2026, date(2027, 2, 1), [(RESERVE, Money(2000))])
    assert (to_decide(2025), to_decide(2026)) == (Money(0), Money(0))
    with pytest.raises(NotYet, match="later jaar"):
        take_back(2025, date(2027, 2, 1))
    take_back(2026, date(2027, 2, 1))
    assert (to_decide(2025), to_decide(2026)) == (Money(0), Money(2000))


def test_the_treasurer_looks_closes_and_books_the_decision(
    sign_in: SignIn, session: scoped_session[Session]
) -> None:
    post([sale(1, 10000, date(2026, 5, 1))])
    post([Posting(MEMORIAL, date(2026, 5, 1), "m:1", "x", [Line(PAYMENT_PROVIDER, 500), Line(RESERVE, -500)])])
    session.commit()
    browser = sign_in(Role.TREASURER)
    page = browser.get("/grootboek/jaar/2026?nagerekend=").text
    assert 'href="/grootboek/rekeningen/14555?from=2026-01-01&amp;to=2026-12-31"' in page
    assert "nagerekend: alles klopt" in page
    assert browser.post("/grootboek/jaar/2026/afsluiting").status_code == 422
    assert browser.post("/grootboek/jaar/2026/afsluiting", data={"looked": "y"}).status_code == 303
    assert "Er verandert niets meer" in browser.get("/grootboek/jaar/2026").text
    wrong = browser.post(
        "/grootboek/jaar/2026/besluit",
        data={"day": "2027-02-01", "shares-0-account": RESERVE, "shares-0-amount": "99,99"},
    )
    assert wrong.status_code == 422
    assert "Verdeel precies € 100,00" in wrong.text
    assert 'value="99,99"' in wrong.text
    parts = {
        "shares-0-account": RESERVE,
        "shares-0-amount": "60",
        "shares-1-account": FUND,
        "shares-1-amount": "40",
    }
    done = browser.post("/grootboek/jaar/2026/besluit", data={"day": "2027-02-01", **parts})
    assert done.status_code == 303
    assert "Het besluit is geboekt met" in browser.get("/grootboek/jaar/2026").text
    assert browser.post("/grootboek/jaar/2026/besluit/terugdraaien").status_code == 303
    assert decided(2026) is None


def test_the_board_reads_and_neither_closes_nor_decides(sign_in: SignIn) -> None:
    browser = sign_in(Role.BOARD)
    assert browser.get("/grootboek/jaar").location == "/grootboek/jaar/2026"
    assert "penningmeester sluit" in browser.get("/grootboek/jaar/2026").text
    for path in ("afsluiting", "besluit", "besluit/terugdraaien"):
        assert browser.post(f"/grootboek/jaar/2026/{path}").status_code == 403
    assert browser.get("/grootboek/jaar/1000").status_code == 404
    assert sign_in(Role.MEMBER).get("/grootboek/jaar/2026").status_code == 403


def test_a_doubt_leads_only_where_one_may_go(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [YearDoubt("Kijk hier", "opening.show"), YearDoubt("Nergens", "nowhere.at_all")]
    monkeypatch.setattr(doubt, "_askers", [lambda _year: told])
    assert 'href="/grootboek/beginbalans">Kijk hier' in sign_in(Role.TREASURER).get("/grootboek/jaar/2026").text
    page = sign_in(Role.BOARD).get("/grootboek/jaar/2026").text
    assert "Kijk hier" in page
    assert 'href="/grootboek/beginbalans"' not in page
