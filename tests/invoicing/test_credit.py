"""Credit notes: in part, as a whole, never too much, and to the cent what the invoice was."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coop import clock, outbox
from coop.database import db
from coop.ledger.verify import verify
from coop.money import Money
from invoicing import billing_run, open_items
from invoicing.credit import CreditTooLarge, NotCreditable, NothingToCredit, credit, remaining
from invoicing.invoice import by_number
from tests.invoicing.cast import done_job, draft_line, issued, service, wijk
from tests.members.cast import organisation, person


@pytest.fixture(autouse=True)
def _issued(app: Flask) -> Iterator[None]:
    with clock.at(date(2026, 12, 1)):
        wijk()
        garden, fatima = service(), person()
        done_job(fatima, garden, date(2026, 11, 3), 3333)
        done_job(fatima, garden, date(2026, 11, 10), 1667)
        billing_run.confirm(date(2026, 12, 1))
        yield


def _line(place: int) -> int:
    return by_number("2026-0001").lines[place].id


def test_a_credit_of_everything_is_the_mirror_of_the_invoice() -> None:
    note, invoice = credit("2026-0001", "Niet gedaan."), by_number("2026-0001")
    assert (note.net, note.vat, note.rounding) == (-invoice.net, -invoice.vat, -invoice.rounding)
    assert (note.number, note.original_number, note.payable) == ("2026-0002", "2026-0001", Money(-5000))
    assert open_items.open_item("2026-0001").state(date(2026, 12, 1)) == "credited"
    assert verify().first_fault is None


def test_parts_take_back_net_and_payable_to_the_cent_each_with_its_own_vat() -> None:
    for cents in (1, 332, 1500):
        credit("2026-0001", "Deels.", {_line(0): Money(cents)})
    credit("2026-0001", "De rest.")
    papers = [by_number("2026-0001"), *by_number("2026-0001").credit_notes]
    for part in ("net", "payable"):
        assert sum((getattr(paper, part) for paper in papers), Money.zero()) == Money.zero(), part
    for paper in papers:
        assert [tax.vat for tax in paper.taxes] == [tax.net.share(tax.basis_points) for tax in paper.taxes]
    assert not any(row.amount for row in remaining(papers[0]))
    assert verify().first_fault is None


def test_a_line_credited_in_parts_leaves_no_net_behind() -> None:
    for cents in (1, 1, 1, 3330):
        credit("2026-0001", "Deels.", {_line(0): Money(cents)})
    credited, _other = remaining(by_number("2026-0001"))
    assert (credited.amount, credited.net) == (Money.zero(), Money.zero())


def test_an_organisation_credited_in_parts_is_closed_to_the_cent() -> None:
    done_job(organisation(), service("straat"), date(2026, 11, 3), 10_003)
    billing_run.confirm(date(2026, 12, 1))
    invoice = by_number("2026-0002")
    for cents in (3331, 3331):
        credit(invoice.number, "Deels.", {invoice.lines[0].id: Money(cents)})
    last = credit(invoice.number, "De rest.")
    assert open_items.open_item(invoice.number).open == Money.zero()
    assert last.net + last.vat + last.rounding == last.payable
    assert verify().first_fault is None


def test_a_discount_is_taken_back_with_what_was_paid() -> None:
    invoice = issued(organisation(), [draft_line(10_000), draft_line(-2_000, text="Korting")])
    paid, discount = (line.id for line in invoice.lines)
    with pytest.raises(NothingToCredit, match="bijbetalen"):
        credit(invoice.number, "Alleen de korting.", {discount: Money(-2_000)})
    with pytest.raises(CreditTooLarge, match="korting"):
        credit(invoice.number, "Zonder de korting.", {paid: Money(10_000)})
    assert credit(invoice.number, "Alles.").payable == Money(-9_680)


def test_no_more_is_credited_than_was_asked() -> None:
    credit("2026-0001", "Deels.", {_line(0): Money(3000)})
    with pytest.raises(CreditTooLarge):
        credit("2026-0001", "Te veel.", {_line(0): Money(334)})
    credit("2026-0001", "De rest.")
    with pytest.raises(NothingToCredit):
        credit("2026-0001", "Nog eens.")


def test_a_credit_note_is_not_credited_and_says_why() -> None:
    with pytest.raises(NothingToCredit):
        credit("2026-0001", "  ")
    note = credit("2026-0001", "Verkeerd.")
    with pytest.raises(NotCreditable):
        credit(note.number, "Toch niet.")


def test_a_credit_note_is_printed_and_mailed_by_the_worker() -> None:
    note = credit("2026-0001", "Verkeerd huis.")
    db.session.commit()
    outbox.work()
    assert by_number(note.number).pdf_sha is not None


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 900)), max_size=4))
def test_however_it_is_credited_the_books_agree(parts: list[tuple[int, int]]) -> None:
    savepoint = db.session.begin_nested()
    for place, cents in parts:
        left = remaining(by_number("2026-0001"))[place]
        if left.amount >= Money(cents):
            credit("2026-0001", "Deels.", {left.line.id: Money(cents)})
            db.session.expire_all()
    assert open_items.open_item("2026-0001").open >= Money.zero()
    assert verify().first_fault is None
    savepoint.rollback()
    db.session.expire_all()
