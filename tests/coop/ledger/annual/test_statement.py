"""The balance sheet balances, whatever is in the books, and its figures are those of the trial balance."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from coop.ledger.annual.command import annual, command
from coop.ledger.annual.figures import Figure, figures
from coop.ledger.annual.statement import Annual, Block, build
from coop.ledger.balance import trial_balance
from coop.ledger.chart import BANK, CREDITORS, DEBTORS, RESERVE, RESULT_OF_YEAR, rows
from coop.ledger.journal import MEMORIAL
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from coop.period import year
from tests.coop.ledger.cast import receipt, sale

CHART = [(row["nummer"], row["naam"], row["soort"], row["zijde"], row["rgs"]) for row in rows()]


def _figure(number: str, this: int, last: int = 0) -> Figure:
    account = next(row for row in CHART if row[0] == number)
    return Figure(*account, (Money(this), Money(last)))


def _items(blocks: list[Block]) -> dict[str, list[Money]]:
    return {item.key: item.amounts for block in blocks for item in block.items}


@given(
    st.lists(
        st.tuples(st.sampled_from(CHART), st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9)),
        unique_by=lambda drawn: drawn[0],
    )
)
def test_assets_equal_claims_in_both_years_whatever_stands_on_the_accounts(
    drawn: list[tuple[tuple[str, str, str, str, str], int, int]],
) -> None:
    found = [Figure(*account, (Money(this), Money(last))) for account, this, last in drawn]
    missing = [-sum((figure.amounts[i] for figure in found), Money.zero()) for i in (0, 1)]
    found.append(Figure("99999", "Rest", "B", "D", "", (missing[0], missing[1])))
    made = build(2026, found)
    assert made.total_assets == made.total_claims
    parts = [part for blocks in (made.assets, made.claims) for b in blocks for i in b.items for part in i.parts]
    assert set(parts) <= {figure.number for figure in found if figure.kind == "B"}


def test_member_capital_stands_apart_and_the_result_of_the_year_too() -> None:
    made = build(2026, [_figure("05655", -50000), _figure(BANK, 61000), _figure("80501", -11000)])
    assert _items(made.claims) == {
        "member_capital": [Money(50000), Money.zero()],
        "result": [Money(11000), Money.zero()],
    }
    assert made.profit == made.operating == [Money(11000), Money.zero()]


def test_a_bank_account_in_the_red_is_a_debt_in_that_year_only() -> None:
    made = build(2026, [_figure(BANK, -700, 900), _figure(RESERVE, 700, -900)])
    assert _items(made.assets) == {"cash": [Money.zero(), Money(900)]}
    assert _items(made.claims) == {"reserve": [Money(-700), Money(900)], "banks": [Money(700), Money.zero()]}


def test_vat_to_pay_and_to_claim_are_one_amount_on_the_side_where_it_ends() -> None:
    made = build(2026, [_figure("16201", -2100, -2100), _figure("16219", 3000, 500), _figure(BANK, -900, 1600)])
    assert _items(made.assets)["tax_due"] == [Money(900), Money.zero()]
    assert _items(made.claims)["taxes"] == [Money.zero(), Money(1600)]


def test_debtors_are_not_set_off_against_creditors() -> None:
    made = build(2026, [_figure(DEBTORS, 500), _figure(CREDITORS, -500)])
    assert made.total_assets == [Money(500), Money.zero()]


@pytest.fixture
def three_years(session: Session) -> Annual:
    """Sales in three years, one paid, and the members' decision on the first year."""
    decided = [Line(RESULT_OF_YEAR, 10000), Line(RESERVE, -10000)]
    post(
        [
            sale(1, 10000, date(2024, 3, 1)),
            sale(2, 20000, date(2025, 4, 1)),
            sale(3, 40000, date(2026, 5, 1)),
            receipt(1, 12100, date(2026, 1, 2)),
            Posting(MEMORIAL, date(2025, 6, 10), "result:2024", "Besluit", decided),
        ]
    )
    session.commit()
    return annual(2026)


def test_the_figures_are_those_of_the_trial_balances(three_years: Annual) -> None:
    for i, number in enumerate((2026, 2025)):
        after = {line.number: line.after for line in trial_balance(year(number)) if line.after}
        assert {f.number: f.amounts[i] for f in figures(2026) if f.amounts[i]} == after


def test_what_the_members_decided_and_what_still_waits_is_told_apart(three_years: Annual) -> None:
    claims = _items(three_years.claims)
    assert claims["reserve"] == [Money(10000), Money(10000)]
    assert claims["undecided"] == [Money(20000), Money.zero()]
    assert claims["result"] == [Money(40000), Money(20000)]


@pytest.mark.usefixtures("three_years")
def test_the_annual_accounts_cost_one_statement(statements: object) -> None:
    with statements() as seen:  # type: ignore[operator]
        annual(2026)
    assert len([s for s in seen if s.startswith("SELECT")]) == 1


@pytest.mark.usefixtures("three_years")
@pytest.mark.parametrize(
    ("name", "total"), [("balance-sheet", ("Activa", 84700)), ("profit-and-loss", ("Resultaat", 40000))]
)
def test_the_overviews_are_printed(app: Flask, name: str, total: tuple[str, int]) -> None:
    answer = CliRunner().invoke(command, [name, "2026", "--format", "json"])
    said = json.loads(answer.output)
    assert said[total[0]] == total[1]
    assert {row["kind"] for row in said["rows"]} >= {"item", "subtotal"}
    for form in ("table", "csv"):
        assert "Omzet" in CliRunner().invoke(command, ["profit-and-loss", "2026", "--format", form]).output


@pytest.mark.usefixtures("three_years")
def test_the_trial_balance_is_printed(app: Flask) -> None:
    said = json.loads(CliRunner().invoke(command, ["trial-balance", "2026", "--format", "json"]).output)
    assert [row["before"] for row in said["rows"] if row["number"] == RESULT_OF_YEAR] == [-20000]
