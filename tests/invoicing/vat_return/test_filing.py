"""A return is the sum of its entries, is filed once, and closes its period; what comes late is told apart."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from coop import clock
from coop.database import db
from coop.ledger import chart, memorial, period
from coop.ledger.balance import balance
from coop.ledger.posting import Line, Posting, post, posted
from coop.ledger.refusals import ReturnFiled
from coop.ledger.transaction import Transaction
from coop.ledger.verify import verify
from coop.money import Money
from coop.rules import confirmation
from coop.rules.vat_return import OWN_FAVOUR
from invoicing import purchase
from invoicing.bought import Bought
from invoicing.vat_period import MONTH, WrongFrequency, set_frequency
from invoicing.vat_return.filed import CopiedBefore, filed_until
from invoicing.vat_return.filing import (
    AlreadyFiled,
    StillRunning,
    file,
)
from invoicing.vat_return.period_state import EarlierFirst, State, standings
from invoicing.vat_return.view import view
from members.party import find as find_party
from tests.invoicing.cast import wijk
from tests.invoicing.vat_return.cast import AUTUMN, SUMMER, buy, sell, third_quarter
from tests.members.cast import organisation

QUARTER = "2026-Q3"


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(SUMMER):
        wijk()
        confirmation.withdraw(OWN_FAVOUR)
    with clock.at(AUTUMN):
        yield
        assert verify().first_fault is None


def test_filing_books_the_vat_accounts_to_the_tax_office_and_rounding_to_its_account() -> None:
    with clock.at(SUMMER):
        sell("Ans", 12_103)
        sell("Bea", 5459, "low_repair")
        buy("hoog", SUMMER, 3333)
    before = balance(chart.ROUNDING)
    filed = file(QUARTER)
    assert (filed.exact, filed.payable) == (Money(2100 + 451 - 700), Money(1900))
    assert [balance(account).cents for account in ("16201", "16203", "16210", "16219")] == [0, 0, 0, 0]
    assert balance(chart.VAT_RETURN) == Money(-1900)
    assert balance(chart.ROUNDING) - before == Money(1900 - 1851)
    booked = posted("vat:2026-Q3")
    assert booked is not None
    assert db.session.get_one(Transaction, booked.id).date == date(2026, 9, 30)
    assert view(QUARTER).agrees
    with pytest.raises(AlreadyFiled):
        file(QUARTER)


def test_where_it_was_confirmed_amounts_are_rounded_in_our_own_favour() -> None:
    with clock.at(SUMMER):
        sell("Ans", 12_199)
        buy("hoog", SUMMER, 3333)
    assert view(QUARTER).declared.payable == Money(1400)  # 21,17 and 7,00
    confirmation.confirm(OWN_FAVOUR, "Boekhouder De Vries")
    with clock.at(SUMMER):
        buy("laag", SUMMER, 1, "high", vat=Money(1))
    assert view(QUARTER).declared.payable == Money(1300)
    assert file(QUARTER).own_favour


def test_a_return_waits_for_its_period_and_for_the_one_before() -> None:
    third_quarter()
    with pytest.raises(StillRunning):
        file("2026-Q4")
    with clock.at(date(2027, 1, 4)):
        with pytest.raises(EarlierFirst, match="3e kwartaal 2026"):
            file("2026-Q4")
        file(QUARTER, take_late=True)
        assert file("2026-Q4").payable == Money.zero()
        assert posted("vat:2026-Q4") is None, "nothing to book, and filed all the same"
        assert [(one.period.code, one.state) for one in standings()] == [
            ("2027-Q1", State.RUNNING),
            ("2026-Q4", State.FILED),
            ("2026-Q3", State.FILED),
        ]


def test_in_a_filed_period_no_vat_arrives_and_what_has_none_still_does() -> None:
    third_quarter()
    file(QUARTER)
    lines = (Line("16201", -100), Line("46801", 100))
    with pytest.raises(ReturnFiled):
        memorial.post_by_hand(date(2026, 9, 30), "Nog iets", lines)
    with pytest.raises(ReturnFiled):
        post(
            [
                Posting(
                    "ME", date(2026, 8, 1), "x:1", "Omzet", (Line("80501", -100, vat="S2100"), Line("10201", 100))
                )
            ]
        )
    memorial.post_by_hand(date(2026, 9, 30), "Zonder btw", (Line("46801", 100), Line("10201", -100)))
    memorial.post_by_hand(date(2026, 10, 1), "Daarna", lines)


@pytest.mark.parametrize("source", ["x:2", "vat:2026-Q9"])
def test_the_database_itself_refuses_vat_in_a_filed_period(source: str) -> None:
    third_quarter()
    file(QUARTER)
    db.session.commit()
    # Our own look is at earlier months only: by a clock that is wrong, the posting reaches the database.
    with clock.at(date(2026, 9, 30)), pytest.raises(ReturnFiled):
        post([Posting("ME", date(2026, 9, 30), source, "Stiekem", (Line("16201", -100), Line("46801", 100)))])
    db.session.rollback()


CHANGES = (
    "UPDATE vat_return SET payable = 0",
    "UPDATE vat_return SET ends_on = '2026-08-01'",
    "DELETE FROM vat_return",
    "UPDATE vat_return_box SET vat = 0",
    "DELETE FROM vat_return_box",
    "INSERT INTO vat_return_box (return_code, box, turnover, vat, exact_turnover, exact_vat)"
    " VALUES ('2026-Q3', '9z', 0, 0, 0, 0)",
    "INSERT INTO vat_return (code, kind, begins_on, ends_on, own_favour, exact, payable, filed_at, filed_by)"
    " SELECT '2026-Q2', kind, '2026-04-01', '2026-07-01', own_favour, exact, payable, filed_at, filed_by"
    " FROM vat_return",
)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_filed_never_changes(change: str) -> None:
    third_quarter()
    file(QUARTER)
    db.session.commit()
    with pytest.raises(DBAPIError, match="vat:filed"):
        db.session.execute(text(change))
    db.session.rollback()


def test_that_it_was_copied_is_noted_once() -> None:
    third_quarter()
    filed = file(QUARTER)
    filed.copied()
    db.session.commit()
    with pytest.raises(CopiedBefore):
        filed.copied()
    with pytest.raises(DBAPIError, match="vat:filed"):
        db.session.execute(text("UPDATE vat_return SET copied_by = 'iemand anders'"))
    db.session.rollback()


def test_where_the_books_are_closed_filing_is_booked_on_the_first_open_day() -> None:
    third_quarter()
    period.close(date(2026, 10, 1))
    file(QUARTER)
    booked = posted("vat:2026-Q3")
    assert booked is not None
    assert db.session.get_one(Transaction, booked.id).date == date(2026, 10, 1)
    fourth = view("2026-Q4")
    assert (fourth.declared.exact, fourth.movement, fourth.agrees) == (Money.zero(), Money.zero(), True)


def test_months_follow_quarters_and_never_within_what_was_filed() -> None:
    third_quarter()
    file(QUARTER)
    with pytest.raises(WrongFrequency):
        set_frequency(date(2026, 7, 1), MONTH)
    set_frequency(date(2026, 10, 1), MONTH)
    assert [one.period.code for one in standings()] == ["2026-10", "2026-Q3"]
    with clock.at(date(2026, 11, 2)):
        assert (file("2026-10").begin, filed_until()) == (date(2026, 10, 1), date(2026, 11, 1))


def test_filing_is_fixed_also_when_a_rule_is_confirmed_later() -> None:
    with clock.at(SUMMER):
        sell("Ans", 12_199)
    filed = file(QUARTER)
    confirmation.confirm(OWN_FAVOUR, "Boekhouder De Vries")
    assert view(QUARTER).declared.payable == filed.payable == Money(2100)


def test_verifying_names_a_return_that_the_ledger_no_longer_bears_out() -> None:
    third_quarter()
    file(QUARTER)
    assert verify().first_fault is None
    on_table = " ON ledger_transaction" if db.engine.dialect.name == "postgresql" else ""
    db.session.execute(text(f"DROP TRIGGER vat_return_closes{on_table}"))
    with clock.at(date(2026, 9, 30)):
        post([Posting("ME", date(2026, 9, 30), "x:5", "Stiekem", (Line("16201", -100), Line("46801", 100)))])
    assert verify().first_fault == "btw-aangifte 2026-Q3 is niet meer wat het grootboek zegt"
    db.session.rollback()


def test_who_enters_a_purchase_while_it_is_filed_gets_it_into_the_next_return_or_is_told(app: Flask) -> None:
    third_quarter()
    suppliers = [organisation(f"Tegelijk {number}").id for number in range(12)]
    db.session.commit()
    db.session.remove()

    def enter(supplier: int) -> None:
        for _ in range(3):  # who is told that the period closed meanwhile tries again
            with clock.at(AUTUMN), app.app_context():
                try:
                    line = Bought("70053", Money(10_000), "high")
                    purchase.enter(find_party(supplier), "F-1", date(2026, 9, 28), date(2026, 12, 31), [line])
                    db.session.commit()
                    return
                except ReturnFiled:
                    db.session.rollback()
                finally:
                    db.session.remove()
        pytest.fail("it was refused three times")

    def file_it(_: int) -> None:
        with clock.at(AUTUMN), app.app_context():
            file(QUARTER)
            db.session.commit()
            db.session.remove()

    with ThreadPoolExecutor(5) as pool:
        done = [pool.submit(enter, id_) for id_ in suppliers[:6]]
        done.append(pool.submit(file_it, 0))
        done += [pool.submit(enter, id_) for id_ in suppliers[6:]]
        for one in done:
            one.result()
    filed, later = view(QUARTER), view("2026-Q4")
    assert filed.agrees
    assert later.agrees
    bought = sum(shown.declared.boxes[-2].exact.vat.cents for shown in (filed, later))
    assert bought == 4200 + 450 + 8400 + 12 * 2100
