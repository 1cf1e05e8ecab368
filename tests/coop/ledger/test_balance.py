"""Balances from the kept totals equal those counted from the entries, for whole and for cut months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coop.ledger.account import Account, account
from coop.ledger.balance import balance, balance_of, movements, trial_balance
from coop.ledger.chart import DEBTORS, RESERVE, RESULT_OF_YEAR, REVENUE_HIGH
from coop.ledger.cost_object import cost_object
from coop.ledger.journal import MEMORIAL
from coop.ledger.kept import split
from coop.ledger.posting import Line, Posting, post
from coop.ledger.transaction import Entry
from coop.money import Money
from coop.period import DateRange, year
from tests.coop.ledger.cast import receipt, sale

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
STRETCHES = [
    DateRange(date(2026, 1, 1), date(2026, 4, 1)),
    DateRange(date(2026, 1, 15), date(2026, 3, 10)),
    DateRange(date(2026, 2, 3), date(2026, 2, 20)),
    DateRange(date(2026, 2, 1), date(2026, 2, 20)),
    DateRange(date(2026, 2, 3)),
    DateRange(date(2026, 2, 3), date(2026, 2, 3)),
    DateRange(date(2025, 7, 1), date(2026, 7, 1)),
]


@pytest.fixture
def _two_years(session: Session) -> None:
    """A sale every nine days in 2025 and 2026, half of them for a service, each paid a month later."""
    garden = cost_object("service", "tuin", "Tuinonderhoud").id
    days = [date(2025, 1, 4) + timedelta(days=9 * i) for i in range(80)]
    post([sale(i, 1000 + i, day, garden if i % 2 else None) for i, day in enumerate(days)])
    post([receipt(i, 500 + i, day + timedelta(days=30)) for i, day in enumerate(days)])
    session.commit()


@given(DAYS, st.none() | st.integers(0, 800))
def test_a_stretch_is_split_into_months_without_gap_or_overlap(begin: date, length: int | None) -> None:
    end = None if length is None else begin + timedelta(days=length)
    whole, cut = split(DateRange(begin, end))
    parts = sorted(([whole] if whole else []) + cut, key=lambda part: part.begin)
    day = begin
    for part in parts:
        assert part.begin == day
        day = part.end or date.max
    assert day == (date.max if end is None else end)
    if whole is not None:
        assert whole.begin.day == 1
        assert whole.end is None or whole.end.day == 1


def counted(session: Session, stretch: DateRange) -> dict[str, Money]:
    """The movements per account the slow way."""
    rows = (
        select(Account.number, func.sum(Entry.cents))
        .join(Account, Account.id == Entry.account_id)
        .where(Entry.date >= stretch.begin, Entry.date < (stretch.end or date.max))
        .group_by(Account.number)
    )
    return {number: cents for number, cents in session.execute(rows)}  # noqa: C416 - rows are no pairs to mypy


@pytest.mark.usefixtures("_two_years")
@pytest.mark.parametrize("stretch", STRETCHES)
def test_movements_are_those_of_the_entries(session: Session, stretch: DateRange) -> None:
    assert {m.account: m.moved for m in movements(stretch)} == counted(session, stretch)
    fine = movements(stretch, by_cost_object=True, by_month=True, kind="P")
    assert sum((m.moved for m in fine), Money.zero()) == counted(session, stretch).get(REVENUE_HIGH, Money.zero())
    assert len({(m.account, m.cost_object_id, m.month) for m in fine}) == len(fine)


@pytest.mark.usefixtures("_two_years")
@pytest.mark.parametrize("stretch", STRETCHES)
def test_the_trial_balance_balances_and_carries_the_balance_sheet_on(session: Session, stretch: DateRange) -> None:
    lines = {line.number: line for line in trial_balance(stretch)}
    assert sum((line.debit - line.credit for line in lines.values()), Money.zero()) == Money.zero()
    for number, amount in counted(session, stretch).items():
        assert lines[number].debit - lines[number].credit == amount
    before = counted(session, DateRange(date.min, stretch.begin))
    assert lines[DEBTORS].before == before.get(DEBTORS, Money.zero())
    assert lines[DEBTORS].after == balance(DEBTORS, stretch.end)
    this_year = counted(session, DateRange(stretch.begin.replace(month=1, day=1), stretch.begin))
    assert lines[REVENUE_HIGH].before == this_year.get(REVENUE_HIGH, Money.zero())
    assert sum((line.before for line in lines.values()), Money.zero()) == Money.zero()


@pytest.mark.usefixtures("_two_years")
@pytest.mark.parametrize("month", [1, 7])
def test_the_result_of_the_years_before_stands_on_the_result_account(session: Session, month: int) -> None:
    stretch = DateRange(date(2026, month, 1), date(2027, 1, 1))
    lines = {line.number: line for line in trial_balance(stretch)}
    of_2025 = counted(session, year(2025))[REVENUE_HIGH]
    assert lines[RESULT_OF_YEAR].before == lines[RESULT_OF_YEAR].after == of_2025
    assert balance_of(account(RESULT_OF_YEAR), stretch) == lines[RESULT_OF_YEAR]
    decided = Posting(
        MEMORIAL,
        date(2026, 6, 12),
        "result:2025",
        "Besluit",
        [Line(RESULT_OF_YEAR, -of_2025.cents), Line(RESERVE, of_2025.cents)],
    )
    post([decided])
    assert balance_of(account(RESULT_OF_YEAR), stretch).after == Money.zero()
    assert balance_of(account(RESERVE), stretch).after == of_2025


@pytest.mark.usefixtures("_two_years")
def test_a_report_costs_one_statement(statements: object) -> None:
    with statements() as seen:  # type: ignore[operator]
        trial_balance(year(2026))
        movements(year(2026), by_cost_object=True, by_month=True)
    assert len([s for s in seen if s.lstrip().startswith("SELECT")]) == 2


def test_an_account_that_was_never_used_stands_at_nothing(session: Session) -> None:
    assert balance(DEBTORS) == Money.zero()
