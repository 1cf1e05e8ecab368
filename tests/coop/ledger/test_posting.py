"""Posting: what goes in balances, once, with numbers that follow each other."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coop.ledger import period
from coop.ledger.account import account
from coop.ledger.chart import BANK, CASH, DEBTORS
from coop.ledger.journal import MEMORIAL, Journal
from coop.ledger.posting import Line, Posting, post, posted, reverse
from coop.ledger.refusals import AlreadyPosted, PeriodClosed, Unbalanced, UnknownAccount
from coop.ledger.total import Total
from coop.ledger.transaction import Entry, Transaction, transaction
from coop.money import Money
from tests.coop.ledger.cast import MARCH, receipt, sale


def test_a_posting_becomes_a_transaction_with_its_entries(session: Session) -> None:
    [made] = post([sale()])
    session.commit()
    kept = transaction(made.id)
    assert (kept.label, kept.source, kept.date) == ("VK-1", "invoice:2026-0001", MARCH)
    assert [(e.account.number, e.cents.cents, e.party) for e in kept.entries] == [
        ("13011", 12100, "party:1"),
        ("80501", -10000, None),
        ("16201", -2100, None),
    ]
    assert kept.total == Money(12100)
    assert posted("invoice:2026-0001") == made


def test_many_postings_go_in_at_once_and_are_numbered_per_journal(session: Session) -> None:
    made = post([p for n in range(1, 701) for p in (sale(n), receipt(n))])
    session.commit()
    assert [m.number for m in made if m.journal == "VK"] == list(range(1, 701))
    assert [m.number for m in made if m.journal == "BK"] == list(range(1, 701))
    totals = session.execute(select(func.sum(Total.debit), func.sum(Total.credit))).one()
    assert totals[0] == totals[1] == Money(700 * 24200)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [Line(BANK, 0), Line(CASH, 0)],
        [Line(BANK, 100)],
        [Line(BANK, 100), Line(CASH, -99)],
    ],
)
def test_what_does_not_balance_is_refused(session: Session, lines: list[Line]) -> None:
    with pytest.raises(Unbalanced):
        post([Posting(MEMORIAL, MARCH, "memorial:1", "", lines)])


def test_a_line_of_nothing_is_left_out(session: Session) -> None:
    [made] = post([Posting(MEMORIAL, MARCH, "m:1", "", [Line(BANK, 1), Line(DEBTORS, 0), Line(CASH, -1)])])
    session.commit()
    assert [entry.position for entry in transaction(made.id).entries] == [1, 2]


def test_the_same_fact_is_posted_once(session: Session) -> None:
    post([sale()])
    session.commit()
    with pytest.raises(AlreadyPosted):
        post([sale()])
    with pytest.raises(AlreadyPosted):
        post([sale(2), sale(2)])
    assert session.scalar(select(func.count(Transaction.id))) == 1


def test_an_account_that_is_not_there_or_not_in_use_is_refused(session: Session) -> None:
    with pytest.raises(UnknownAccount):
        post([Posting(MEMORIAL, MARCH, "m:1", "", [Line("99999", 1), Line(CASH, -1)])])
    account(CASH).active = False
    with pytest.raises(UnknownAccount):
        post([Posting(MEMORIAL, MARCH, "m:1", "", [Line(BANK, 1), Line(CASH, -1)])])


def test_a_refusal_before_writing_leaves_the_session_usable(session: Session) -> None:
    post([sale()])
    with pytest.raises(AlreadyPosted):
        post([sale()])
    post([sale(2)])
    session.commit()
    assert session.scalar(select(Journal.last_number).where(Journal.code == "VK")) == 2


def test_a_rolled_back_posting_gives_its_number_back(session: Session) -> None:
    post([sale()])
    session.rollback()
    [made] = post([sale(2)])
    session.commit()
    assert made.number == 1


def test_a_reversal_is_the_negated_copy_that_points_back(session: Session) -> None:
    [made] = post([sale()])
    undone = reverse(made.id, date(2026, 4, 1), "reversal:1", "Verkeerde klant")
    session.commit()
    assert transaction(undone.id).reversal_of == made.id
    assert session.scalar(select(func.sum(Entry.cents)).where(Entry.party == "party:1")) == Money(0)
    with pytest.raises(AlreadyPosted):
        reverse(made.id, date(2026, 4, 1), "reversal:2", "Nog eens")


def test_an_account_out_of_use_can_still_be_cleared_of_a_mistake(session: Session) -> None:
    [made] = post([receipt()])
    account(BANK).active = False
    reverse(made.id, MARCH, "reversal:1", "")
    session.commit()


def test_a_closed_period_takes_nothing_more(session: Session) -> None:
    [made] = post([sale()])
    period.close(date(2026, 4, 1))
    session.commit()
    with pytest.raises(PeriodClosed):
        post([receipt()])
    reverse(made.id, date(2026, 4, 1), "reversal:1", "")
    session.commit()
