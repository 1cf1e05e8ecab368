"""The pages of matching: what waits is booked in one tap, by hand, or put aside, and undone again."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from coop.database import db
from coop.ledger import chart, journal
from coop.ledger.balance import balance
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from coop.permission import Role
from invoicing import payment
from invoicing.bank.account import accounts
from invoicing.matching.agreeing import Agreement, agreements
from invoicing.matching.booking import book
from invoicing.matching.drafted import Booking
from invoicing.matching.match import standing
from invoicing.matching.proposal import Goes, Part, Proposal
from invoicing.matching.taught import taught
from invoicing.open_items import open_item
from members.party import Party
from tests.invoicing.matching.conftest import JAN, SHOP, TODAY, Bank
from tests.members.cast import person

SignIn = Callable[..., FlaskClient]


def mark_in(page: str) -> str:
    """The mark of the first proposal."""
    found = re.search(r'name="proposal" value="(\w+)"', page)
    assert found is not None
    return found[1]


def test_a_proposal_is_booked_in_one_tap_and_undone_again(bank: Bank, jan: Party, sign_in: SignIn) -> None:
    bank.invoice(jan, 4000)
    line = bank.line(4000, "tuin", iban=JAN, name="J de Vries")
    browser = sign_in(Role.TREASURER)
    page = browser.get("/bank/koppelen").text
    assert "1 bankregel wacht op jou" in page
    assert "De naam lijkt op Jan de Vries." in page
    answer = browser.post(
        f"/bank/regels/{line.id}/voorstel", data={"proposal": mark_in(page)}, follow_redirects=True
    )
    assert "Alle bankregels zijn geboekt." in answer.text
    assert "Klopt het niet? Maak los." in answer.text
    db.session.rollback()
    assert open_item("2026-0001").open == Money.zero()
    answer = browser.post(f"/bank/regels/{line.id}/losmaken", follow_redirects=True)
    assert "de regel wacht weer" in answer.text
    db.session.rollback()
    assert open_item("2026-0001").open == Money(4000)


def test_what_no_longer_holds_is_not_booked_and_told(bank: Bank, jan: Party, sign_in: SignIn) -> None:
    invoice = bank.invoice(jan, 4000)
    line = bank.line(4000, "tuin", iban=JAN, name="J de Vries")
    browser = sign_in(Role.TREASURER)
    mark = mark_in(browser.get("/bank/koppelen").text)
    payment.book(invoice, line.booked_on, Money(4000), "cash")
    db.session.commit()
    answer = browser.post(f"/bank/regels/{line.id}/voorstel", data={"proposal": mark}, follow_redirects=True)
    assert "Er is intussen iets veranderd." in answer.text
    db.session.rollback()
    assert standing(line.id) is None


def test_a_line_is_split_by_hand_and_the_rest_goes_where_no_amount_stands(
    bank: Bank, jan: Party, sign_in: SignIn
) -> None:
    bank.invoice(jan, 4000)
    line = bank.line(5000, "van alles", iban=JAN)
    told = {
        "places-0-place": "2026-0001",
        "places-0-amount": "40,00",
        "places-1-place": "82310",
        "cost_object": "0",
    }
    answer = sign_in(Role.TREASURER).post(f"/bank/regels/{line.id}/boeking", data=told)
    assert answer.status_code == 303
    db.session.rollback()
    assert (open_item("2026-0001").open, balance("82310")) == (Money.zero(), Money(-1000))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"places-0-place": "2026-9999"}, "We kennen 2026-9999 niet."),
        ({"places-0-place": "82310", "places-0-amount": "1,2,3"}, "Schrijf het bedrag als"),
        ({"places-0-place": "82310", "places-0-amount": "10"}, "De delen zijn samen"),
        ({"places-0-place": "13011"}, "boek je niet zelf"),
        ({"places-0-place": "82310", "places-1-place": "45140"}, "Laat bij hoogstens één deel"),
        ({}, "Vul in waar het bij hoort."),
        ({"places-0-place": "2026-0001", "remember": "y"}, "We onthouden alleen één rekening"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    bank: Bank, jan: Party, sign_in: SignIn, told: dict[str, str], sentence: str
) -> None:
    bank.invoice(jan, 5000)
    line = bank.line(5000, "van alles", iban=JAN)
    answer = sign_in(Role.TREASURER).post(f"/bank/regels/{line.id}/boeking", data={**told, "cost_object": "0"})
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert all(f'value="{value}"' in answer.text for key, value in told.items() if key.endswith("place"))
    db.session.rollback()
    assert standing(line.id) is None


def test_a_rule_is_taught_while_booking_shown_and_forgotten(bank: Bank, sign_in: SignIn) -> None:
    line = bank.line(-9000, "termijn", iban=SHOP, name="Energie Noord")
    browser = sign_in(Role.TREASURER)
    told = {"places-0-place": "45140", "remember": "y", "words": "", "cost_object": "0"}
    browser.post(f"/bank/regels/{line.id}/boeking", data=told)
    page = browser.get("/bank/geleerd").text
    assert SHOP in page
    assert "45140 Gas, water en elektra" in page
    db.session.rollback()
    [[rule]] = taught().values()
    browser.post(f"/bank/geleerd/{rule.id}/vergeten")
    db.session.rollback()
    assert taught() == {}


def test_a_line_is_put_aside_without_a_booking(bank: Bank, sign_in: SignIn) -> None:
    line = bank.line(5000, "saldo oud jaar")
    browser = sign_in(Role.TREASURER)
    browser.post(f"/bank/regels/{line.id}/opzij")
    db.session.rollback()
    assert balance(chart.BANK) == Money.zero()
    assert "opzij gelegd, niets geboekt" in browser.get(f"/bank/regels/{line.id}").text


def test_the_board_reads_along_and_books_nothing(bank: Bank, jan: Party, sign_in: SignIn) -> None:
    bank.invoice(jan, 4000)
    line = bank.line(4000, "tuin", iban=JAN, name="J de Vries")
    browser = sign_in(Role.BOARD)
    page = browser.get("/bank/koppelen").text
    assert 'name="proposal"' not in page
    assert browser.post(f"/bank/regels/{line.id}/opzij").status_code == 403


def test_bank_and_books_say_the_same_or_how_much_they_differ(bank: Bank, sign_in: SignIn) -> None:
    browser = sign_in(Role.TREASURER)
    db.session.commit()
    assert "Bank en boeken zeggen hetzelfde." in browser.get("/bank").text
    bank.line(5000, "iets")  # a line that no statement tells of
    db.session.commit()
    assert "Bank en boeken verschillen € 50,00." in browser.get("/bank").text.replace("\u00a0", " ")


def test_what_was_booked_in_one_sum_and_put_aside_line_by_line_is_no_difference(bank: Bank) -> None:
    wages = [Line("40110", 9000), Line(chart.BANK, -9000)]
    post([Posting(journal.MEMORIAL, TODAY, "wages:2026-03", "Netto lonen", wages)])
    for cents in (-4000, -5000):
        book([Booking(bank.line(cents), Proposal((Part(Goes.ASIDE, "", Money(cents)),), ("Loon.",), 0))])
    bank.statement_says(-9000)
    assert agreement().unexplained == Money.zero()
    payment.book(bank.invoice(person("Ali Demir"), 700), TODAY, Money(700))  # not on a statement yet
    assert (agreement().under_way, agreement().unexplained) == (Money(700), Money.zero())


def agreement() -> Agreement:
    """How the only account stands."""
    [found] = agreements(accounts())
    return found
