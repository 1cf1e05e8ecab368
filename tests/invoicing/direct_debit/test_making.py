"""A collection asks the bank once for what is due from whoever gave a mandate, and says it to each beforehand."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from coop import clock, mail
from coop.database import db
from coop.ledger.verify import verify
from coop.money import Money
from coop.wijk import current
from invoicing import payment
from invoicing.bank.awaited import Awaited
from invoicing.direct_debit import making, withdrawing
from invoicing.direct_debit.bank_day import NotADayOfBanks
from invoicing.direct_debit.collection import CollectionItem
from invoicing.direct_debit.making import ChangedMeanwhile, NothingToCollect
from invoicing.direct_debit.mandate import Ended
from invoicing.direct_debit.message import NoContract
from invoicing.direct_debit.proposal import proposal
from invoicing.invoice import by_number
from invoicing.open_items import open_item
from invoicing.reminders import reminder
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import (
    DUE,
    MONDAY,
    clearing,
    collected,
    customer,
    debtors,
    invoiced,
    signed,
)
from tests.members.cast import person


@pytest.fixture(autouse=True)
def _monday(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        yield
        assert verify().first_fault is None


def why_not() -> list[str]:
    """Why each invoice is left out, without the days."""
    return [one.why for one in proposal(DUE).left_out]


def test_what_is_collected_stands_on_the_clearing_account_and_no_longer_with_the_customer() -> None:
    made = collected("Fatima Haddad", "Ali Demir")
    assert (made.total, clearing(), debtors()) == (Money(10000), Money(10000), Money.zero())
    assert [open_item(item.invoice_number).state(MONDAY) for item in made.items] == ["paid", "paid"]


def test_the_bank_is_waited_for_item_by_item_under_its_own_reference() -> None:
    [item] = collected().items
    [told] = db.session.scalars(select(Awaited))
    assert (told.source, told.reference, told.batch) == (
        f"collected:{item.id}",
        "INC-00001-2026-0001",
        "INC-00001",
    )
    assert (told.amount, told.day) == (Money(5000), DUE)


def test_each_customer_hears_once_of_all_that_is_taken_with_amount_day_and_mandate() -> None:
    fatima = customer()
    invoiced(fatima, 2500)
    signed(fatima)
    made = making.make(DUE)
    [letter] = mail.about(made.source)
    text = letter.text.replace("\N{NO-BREAK SPACE}", " ")
    assert letter.to == "fatima.haddad@example.org"
    for told in ("€ 75,00", "ma 16 mrt 2026", "M-00001", "NL82ZZZ812345670000", "€ 25,00", "8 weken", "•••• 4567"):
        assert told in text
    assert "NL20INGB" not in text


@pytest.mark.parametrize("days", [13, 61])
def test_a_day_that_is_too_soon_or_too_far_is_refused(days: int) -> None:
    signed(customer())
    with pytest.raises(NotADayOfBanks):
        making.make(MONDAY + timedelta(days=days))


@pytest.mark.parametrize("day", [date(2026, 3, 21), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1)])
def test_a_day_on_which_banks_do_not_work_is_refused(day: date) -> None:
    signed(customer())
    with pytest.raises(NotADayOfBanks, match="werken de banken niet"):
        making.make(day)


def test_without_a_creditor_identifier_nothing_is_collected() -> None:
    signed(customer())
    current().creditor_id = ""
    with pytest.raises(NoContract):
        making.make(DUE)


def test_who_gave_no_mandate_is_left_out() -> None:
    customer()
    assert why_not() == ["geen machtiging"]
    with pytest.raises(NothingToCollect):
        making.make(DUE)


def test_who_withdrew_is_left_out_and_told_since_when() -> None:
    withdrawing.end_mandate(signed(customer()), Ended.CUSTOMER)
    assert why_not() == ["machtiging ingetrokken door de klant op ma 2 mrt 2026"]


def test_a_mandate_that_was_not_used_for_three_years_has_lapsed() -> None:
    with clock.at(date(2023, 3, 16)):
        signed(customer())
    assert why_not() == ["machtiging vervallen: te lang niet gebruikt"]
    assert [one.item.number for one in proposal(DUE - timedelta(days=1)).ready] == ["2026-0001"]


def test_a_mandate_that_was_used_lasts_three_years_from_then() -> None:
    with clock.at(date(2023, 3, 1)):
        fatima = person()
        invoiced(fatima, on=date(2023, 2, 1))
        signed(fatima)
        making.make(date(2023, 3, 17))
    invoiced(fatima)
    assert [one.sequence for one in proposal(DUE).ready] == ["RCUR"]


def test_who_cannot_be_told_is_left_out() -> None:
    signed(customer(email=""))
    assert why_not() == ["geen e-mailadres: de klant kan het niet vooraf horen"]


def test_who_is_left_in_peace_is_left_out() -> None:
    fatima = customer()
    signed(fatima)
    reminder.pause(fatima, None, "klopt niet, zegt ze")
    assert why_not() == ["deze klant staat op pauze: klopt niet, zegt ze"]


def test_what_need_not_be_paid_yet_is_left_out() -> None:
    current().payment_days = 30
    fatima = person()
    invoiced(fatima, on=MONDAY)
    signed(fatima)
    assert why_not() == ["hoeft pas op wo 1 apr 2026 betaald te zijn"]
    assert [one.item.number for one in proposal(date(2026, 4, 1)).ready] == ["2026-0001"]


def test_what_is_collected_is_not_collected_again() -> None:
    collected()
    with pytest.raises(NothingToCollect):
        making.make(DUE)


def test_an_invoice_is_in_one_standing_collection_also_for_the_database() -> None:
    [item] = collected().items
    twin = {name: getattr(item, name) for name in ("collection_id", "invoice_number", "mandate_id", "batch")}
    again = payment.book(by_number(item.invoice_number), MONDAY, Money(5000))
    db.session.commit()
    db.session.add(CollectionItem(**twin, sequence="RCUR", amount=Money(5000), payment_id=again.id))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_the_database_takes_nothing_with_a_mandate_that_ended() -> None:
    [item] = collected().items
    other = signed(customer("Ali Demir"))
    other.end(Ended.CUSTOMER, MONDAY)
    paid = payment.book(by_number("2026-0002"), MONDAY, Money(5000))
    db.session.commit()
    facts = {"collection_id": item.collection_id, "invoice_number": "2026-0002", "batch": "x", "sequence": "RCUR"}
    db.session.add(CollectionItem(**facts, mandate_id=other.id, amount=Money(5000), payment_id=paid.id))
    with pytest.raises(IntegrityError, match="debit:standing"):
        db.session.flush()
    db.session.rollback()


def test_what_was_seen_is_what_is_collected() -> None:
    signed(customer())
    [seen] = [one.mark for one in proposal(DUE).ready]
    payment.book(by_number("2026-0001"), MONDAY, Money(1000))
    with pytest.raises(ChangedMeanwhile):
        making.make(DUE, [seen])


def test_only_what_was_chosen_is_collected() -> None:
    signed(customer())
    signed(customer("Ali Demir"))
    chosen = [one.mark for one in proposal(DUE).ready if one.item.name == "Ali Demir"]
    made = making.make(DUE, chosen)
    assert [item.invoice_number for item in made.items] == ["2026-0002"]
    with pytest.raises(NothingToCollect):
        making.make(DUE, [])


def test_the_first_debit_of_a_mandate_is_its_first_and_the_next_follow() -> None:
    fatima = customer()
    invoiced(fatima)
    signed(fatima)
    assert [item.sequence for item in making.make(DUE).items] == ["FRST", "RCUR"]
    invoiced(fatima)
    assert [item.sequence for item in making.make(DUE).items] == ["RCUR"]


def test_after_a_withdrawn_first_debit_the_next_is_the_first() -> None:
    made = collected()
    withdrawing.withdraw(made.id)
    assert [item.sequence for item in making.make(DUE).items] == ["FRST"]


def test_a_one_off_mandate_takes_its_own_invoice_once() -> None:
    fatima = customer()
    invoiced(fatima)
    mandate = signed(fatima, invoice_number="2026-0001")
    [item] = making.make(DUE).items
    assert (item.invoice_number, item.sequence, mandate.ended_why) == ("2026-0001", "OOFF", "used")
    assert why_not() == ["machtiging gebruikt op ma 2 mrt 2026"]


def test_what_came_in_meanwhile_in_part_is_not_asked_again() -> None:
    signed(customer())
    payment.book(by_number("2026-0001"), MONDAY, Money(2000))
    assert making.make(DUE).total == Money(3000)
