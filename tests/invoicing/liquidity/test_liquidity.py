"""What comes in and goes out of the books: each thing once, on the day on which it moves."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError

from coop import clock
from coop.daily import new_day
from coop.database import db
from coop.ledger import chart, journal
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from coop.permission import Role
from coop.wijk import current
from invoicing import payment, purchase_payment
from invoicing.direct_debit import making
from invoicing.grants import grant, receiving
from invoicing.instalments.agreeing import Every, agree
from invoicing.liquidity import floor, habits
from invoicing.liquidity.floor import BelowNothing, LiquidityFloor
from invoicing.liquidity.flow import FlowKind
from invoicing.liquidity.liquidity import Liquidity, liquidity, look
from invoicing.liquidity.weeks import MOST
from tests.coop.command import runner
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import invoiced, signed
from tests.invoicing.forecast.test_year_end import thirty_even_months
from tests.invoicing.paying_out.cast import approved, asks, supplier
from tests.members.cast import organisation, person

SignIn = Callable[..., FlaskClient]
TODAY = date(2026, 6, 15)
"""A Monday."""


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk()
        post(
            [
                Posting(
                    journal.MEMORIAL,
                    TODAY,
                    "opening:2026",
                    "Begin",
                    [Line("10201", 100_000), Line("05253", -100_000)],
                )
            ]
        )
        yield


def moves(found: Liquidity, kind: FlowKind) -> list[tuple[date, int]]:
    """The days and cents of a kind."""
    return [(flow.day, flow.amount.cents) for week in found.weeks for flow in week.flows if flow.kind == kind]


def test_we_begin_with_what_stands_at_the_bank_and_in_the_till() -> None:
    post([Posting(journal.CASH, TODAY, "cash:1", "Kas", [Line(chart.CASH, 2_500), Line("05253", -2_500)])])
    found = liquidity(TODAY)
    assert (found.start, found.weeks[-1].balance, found.below) == (Money(102_500), Money(102_500), None)


def test_an_open_invoice_comes_when_this_customer_mostly_pays() -> None:
    late = person("Ali Demir")
    for month in (2, 3, 4):
        paid = invoiced(late, 1000, on=date(2026, month, 2))
        payment.book(paid, date(2026, month, 26), Money(1000))  # ten days after its last day
    invoiced(late, 5000, on=date(2026, 6, 12))
    assert moves(liquidity(TODAY), FlowKind.INVOICE) == [(date(2026, 7, 6), 5000)]


def test_what_is_lost_is_not_counted_on_and_said() -> None:
    invoiced(person(), 5000, on=date(2025, 2, 2))
    found = liquidity(TODAY)
    assert (moves(found, FlowKind.INVOICE), found.not_counted) == ([], Money(5000))


def test_a_plan_comes_by_its_parts_and_not_by_its_invoice_too() -> None:
    ali = person("Ali Demir")
    invoiced(ali, 9000, on=date(2026, 5, 1))
    agree(ali, 3, date(2026, 6, 30), Every.MONTH, seen=Money(9000))
    found = liquidity(TODAY, MOST)
    assert [cents for _, cents in moves(found, FlowKind.INSTALMENT)] == [3000, 3000, 3000]
    assert moves(found, FlowKind.INVOICE) == []


def test_a_collection_comes_on_its_day() -> None:
    fatima = person()
    invoiced(fatima, 5000, on=date(2026, 6, 1))
    signed(fatima)
    made = making.make(date(2026, 6, 29))
    found = liquidity(TODAY)
    assert moves(found, FlowKind.DEBIT) == [(made.due_on, 5000)]
    assert moves(found, FlowKind.INVOICE) == []


def test_a_purchase_goes_on_its_last_day_and_an_order_to_the_bank_at_once() -> None:
    wilg = supplier()
    asks(wilg, 12_100, "F-1", due_in=30)
    asks(wilg, 5_000, "F-2")
    assert moves(liquidity(TODAY), FlowKind.PAYABLE) == [(TODAY, -5_000), (date(2026, 7, 15), -12_100)]
    approved()
    found = liquidity(TODAY)
    assert [cents for _, cents in moves(found, FlowKind.ORDER)] == [-5_000]
    assert moves(found, FlowKind.PAYABLE) == [(date(2026, 7, 15), -12_100)]


def test_an_allowance_of_this_month_goes_when_it_is_over_and_only_with_a_basis_in_law() -> None:
    lines = [Line(chart.ALLOWANCES, 3_000), Line(chart.ALLOWANCES_DUE, -3_000)]
    post([Posting(journal.MEMORIAL, TODAY, "hours:1", "Uren", lines)])
    assert moves(liquidity(TODAY), FlowKind.PAYABLE) == []
    current().allowance_basis = "Afspraak met de Belastingdienst"
    db.session.flush()
    assert moves(liquidity(TODAY), FlowKind.PAYABLE) == [(date(2026, 7, 1), -3_000)]


def test_vat_goes_on_the_last_day_of_its_period() -> None:
    invoiced(person(), 12_100, on=date(2026, 6, 1))
    assert moves(liquidity(TODAY), FlowKind.VAT) == [(date(2026, 7, 31), -2_100)]


def test_a_grant_comes_soon_and_its_rest_after_its_end() -> None:
    awarded = grant.award(organisation(), "Groen", Money(100_000), date(2026, 6, 1), date(2026, 9, 1))
    assert moves(liquidity(TODAY), FlowKind.GRANT) == [(date(2026, 7, 15), 100_000)]
    receiving.receive(awarded, TODAY, Money(80_000))
    assert moves(liquidity(TODAY, MOST), FlowKind.GRANT) == [(date(2026, 10, 31), 20_000)]


def test_wages_in_the_books_and_wages_to_come_go_on_the_day_of_wages() -> None:
    for month in (3, 4, 5):
        lines = [Line(chart.WAGES, 40_000), Line(chart.WAGES_DUE, -40_000)]
        post([Posting(journal.MEMORIAL, date(2026, month, 28), f"payroll:{month}", "Lonen", lines)])
    for month in (3, 4):
        lines = [Line(chart.WAGES_DUE, 40_000), Line(chart.BANK, -40_000)]
        post([Posting(journal.BANK, date(2026, month, 23), f"wages:{month}", "Lonen", lines)])
    found = moves(liquidity(TODAY), FlowKind.WAGES)
    assert found[0] == (date(2026, 6, 23), -40_000)
    assert found[1:] == [(date(2026, 6, 23), -40_000), (date(2026, 7, 23), -40_000), (date(2026, 8, 23), -40_000)]


def test_new_invoices_and_costs_come_from_the_forecast_with_their_vat() -> None:
    thirty_even_months()
    found = liquidity(TODAY)
    assert {cents for _, cents in moves(found, FlowKind.NEW_INVOICES)} == {12_100}
    assert {cents for _, cents in moves(found, FlowKind.NEW_COSTS)} == {-8_000}
    [(_, second), *_] = [one for one in moves(found, FlowKind.VAT) if one[0] == date(2026, 7, 31)]
    assert second == -3 * 2_100, "two months booked and one to come"


def test_habits_are_those_of_most_of_the_last_half_year() -> None:
    assert habits.read(TODAY) == habits.Habits()
    for month, day in ((3, 2), (3, 2), (4, 2), (5, 20)):
        invoiced(person(f"Klant {month}{day}"), 1000, on=date(2026, month, day))
    bought = asks(supplier(), 5_000)
    purchase_payment.pay(bought, TODAY, Money(5_000))
    assert habits.read(TODAY) == habits.Habits(invoice_day=2, purchase_days=1)


def test_the_first_week_below_the_floor_is_named_and_kept_for_the_home() -> None:
    floor.set_floor(Money(50_000))
    asks(supplier(), 60_000, due_in=30)
    found = look(TODAY)
    assert found.below is not None
    assert found.below.begin == date(2026, 7, 13)
    assert floor.told() == floor.Told(MOST - 4, date(2026, 7, 13))
    floor.set_floor(None)
    new_day.tell(TODAY)
    assert floor.told() == floor.Told(0, None)


def test_a_floor_is_nothing_or_more_also_for_the_database() -> None:
    with pytest.raises(BelowNothing):
        floor.set_floor(Money(-1))
    db.session.add(LiquidityFloor(id=1, amount=Money(-1), weeks_below=0))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
    db.session.add(LiquidityFloor(id=1, weeks_below=2))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_treasurer_sets_the_floor_and_sees_the_week_and_what_is_behind_it(sign_in: SignIn) -> None:
    asks(supplier(), 60_000, due_in=30)
    client = sign_in(Role.TREASURER)
    assert client.post("/geld-per-week/laagste-saldo", data={"amount": "-5"}).status_code == 422
    assert client.post("/geld-per-week/laagste-saldo", data={"amount": "500,00"}).status_code == 303
    shown = client.get("/geld-per-week").text
    assert "In de week van ma 13 jul 2026 komt het geld onder jullie laagste saldo van €\u00a0500." in shown
    assert 'href="/geld-per-week/2026-07-13"' in shown
    week = client.get("/geld-per-week/2026-07-13").text
    assert "Factuur F-1" in week
    assert "600,00" in week
    assert "het eerst die van ma 13 jul 2026" in client.get("/vandaag").text
    assert client.get("/geld-per-week/2031-01-01").status_code == 404
    assert client.get("/als-bestand/geld-in-week.csv?begin=2026-07-13").text.count("F-1") == 1
    board = sign_in(Role.BOARD)
    assert board.get("/geld-per-week?weken=26").status_code == 200
    assert board.post("/geld-per-week/laagste-saldo", data={"amount": "1"}).status_code == 403


def test_the_command_names_the_week_too(
    app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floor.set_floor(Money(50_000))
    asks(supplier(), 160_000, due_in=30)
    db.session.commit()
    coop = runner(app, monkeypatch, capsys)
    assert "In de week van ma 13 jul 2026 komen we geld te kort." in coop("liquidity").out
    assert '"first_below": "2026-07-13"' in coop("liquidity --format json").out


def test_statements_do_not_grow_with_the_rows(statements: Callable[[], Any]) -> None:
    def one_more(number: int) -> None:
        invoiced(person(f"Klant {number}"), 5000, on=date(2026, 6, 1))
        asks(supplier(f"Kwekerij {number}"), 5000)
        grant.award(organisation(f"Fonds {number}"), "Groen", Money(1000), date(2026, 6, 1), date(2026, 9, 1))

    one_more(1)
    with statements() as few:
        liquidity(TODAY)
    for number in range(2, 6):
        one_more(number)
    db.session.expire_all()
    with statements() as many:
        liquidity(TODAY)
    assert len(many) <= len(few) + 1
