"""What the bank gives back opens the invoice again with the reason in words, once, also weeks later."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from coop import clock
from coop.audit import AuditLine
from coop.database import db
from coop.ledger import chart, journal
from coop.ledger.posting import Line, Posting, post
from coop.ledger.verify import verify
from coop.money import Money
from invoicing import payment
from invoicing.bank.awaited import CameBack, came_back, return_undone
from invoicing.direct_debit import making
from invoicing.direct_debit.collection import CollectionItem
from invoicing.direct_debit.proposal import proposal
from invoicing.direct_debit.return_reason import REASONS, in_words
from invoicing.direct_debit.returning import CollectedAgain
from invoicing.open_items import open_item
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import DUE, MONDAY, bank_line, clearing, collected, debtors, signed

WEEKS_LATER = date(2026, 5, 6)


@pytest.fixture(autouse=True)
def _later(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
    with clock.at(WEEKS_LATER):
        yield
        assert verify().first_fault is None


@pytest.fixture
def item() -> CollectionItem:
    """What the bank took on the day, as its line says."""
    with clock.at(MONDAY):
        [made] = collected().items
    _at_the_bank(DUE, 5000, "settled")
    return made


def _at_the_bank(day: date, cents: int, source: str) -> None:
    lines = (Line(chart.BANK, cents), Line(chart.COLLECTING, -cents))
    post([Posting(journal.BANK, day, source, "Bank", lines)])


def returned(item: CollectionItem, code: str = "AM04") -> CameBack:
    """The bank took it back weeks later, and its line was booked by whoever matched it."""
    told = CameBack(item.source, WEEKS_LATER, code, bank_line(WEEKS_LATER, -5000).id)
    _at_the_bank(WEEKS_LATER, -5000, "returned")
    came_back.tell(told)
    return told


def test_a_return_opens_the_invoice_and_leaves_the_clearing_account_empty(item: CollectionItem) -> None:
    assert clearing() == Money.zero()
    returned(item)
    assert (open_item("2026-0001").open, debtors(), clearing()) == (Money(5000), Money(5000), Money.zero())
    assert (item.returned_on, item.return_code) == (WEEKS_LATER, "AM04")


def test_a_return_that_is_heard_twice_happens_once(item: CollectionItem) -> None:
    came_back.tell(returned(item))
    assert debtors() == Money(5000)


def test_a_return_leaves_a_line_with_its_reason(item: CollectionItem) -> None:
    returned(item)
    told = db.session.scalars(select(AuditLine.now).where(AuditLine.what == "returned")).all()
    assert told == ["er stond te weinig op de rekening"] * 2


def test_who_did_not_have_enough_can_be_collected_again_and_is_seen_to_have_come_back(
    item: CollectionItem,
) -> None:
    returned(item)
    [ready] = proposal(date(2026, 5, 20)).ready
    assert (ready.returned, ready.sequence) == ("er stond te weinig op de rekening", "RCUR")


@pytest.mark.parametrize("code", ["MD01", "MD07", "AC04"])
def test_some_reasons_end_the_mandate(item: CollectionItem, code: str) -> None:
    returned(item, code)
    assert (item.mandate.ended_why, item.mandate.ended_on) == ("returned", WEEKS_LATER)
    assert proposal(date(2026, 5, 20)).ready == []


def test_a_return_that_was_none_is_taken_back(item: CollectionItem) -> None:
    told = returned(item, "MD01")
    return_undone.tell(told)
    assert (open_item("2026-0001").open, item.returned_on, item.mandate.ended_on) == (Money.zero(), None, None)
    return_undone.tell(told)
    assert payment.paid(item.invoice) == Money(5000)
    _at_the_bank(WEEKS_LATER, 5000, "undone")
    assert clearing() == Money.zero()


def test_another_line_takes_nothing_back(item: CollectionItem) -> None:
    told = returned(item)
    return_undone.tell(CameBack(told.source, told.day, told.code, told.line_id + 1))
    assert item.returned_on == WEEKS_LATER


def test_what_was_collected_again_did_come_back(item: CollectionItem) -> None:
    told = returned(item)
    making.make(date(2026, 5, 20))
    with pytest.raises(CollectedAgain):
        return_undone.tell(told)


def test_a_mandate_that_was_given_anew_stays_the_one_that_stands(item: CollectionItem) -> None:
    told = returned(item, "MD01")
    signed(item.mandate.party)
    return_undone.tell(told)
    assert item.mandate.ended_why == "returned"


@pytest.mark.parametrize("source", ["collected:99999", "collected:x", "payout:1", ""])
def test_what_is_not_ours_is_left_to_others(item: CollectionItem, source: str) -> None:
    came_back.tell(CameBack(source, WEEKS_LATER, "AM04", 1))
    return_undone.tell(CameBack(source, WEEKS_LATER, "AM04", 1))
    assert debtors() == Money.zero()


def test_every_reason_is_in_words_and_an_unknown_one_says_its_code(app: Flask) -> None:
    asked = [
        "AC01",
        "AC04",
        "AC06",
        "AG01",
        "AM04",
        "MD01",
        "MD06",
        "MD07",
        "MS02",
        "MS03",
        "SL01",
        "BE05",
        "RC01",
    ]
    assert set(asked) <= REASONS.keys()
    assert in_words("ZZ99") == "de bank gaf code ZZ99"
    assert in_words("") == "de bank zei niet waarom"
