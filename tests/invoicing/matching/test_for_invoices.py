"""Which invoices a line is for: certain enough to book itself, or for the treasurer to choose."""

from datetime import date

import pytest

from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from invoicing import payment
from invoicing.credit import credit
from invoicing.matching.match import standing
from invoicing.open_items import open_item
from members.party import Party
from tests.invoicing.matching.conftest import FATIMA, JAN, TODAY, Bank
from tests.members.cast import person


@pytest.mark.parametrize(
    "text",
    [
        "2026-0001",
        "Factuur 2026-0001 tuin",
        "fact.nr. 20260001",
        "factuur 2026 0001, bedankt",
        "betaling 2026/0001",
        "Rekening 2026.0001 maart",
    ],
)
def test_a_number_in_the_text_is_read_however_it_is_written(bank: Bank, fatima: Party, text: str) -> None:
    bank.invoice(fatima, 4000)
    line = bank.line(4000, text)
    assert bank.run().booked == 1
    assert open_item("2026-0001").state(TODAY) == "paid"
    assert balance(chart.BANK) == Money(4000)
    match = standing(line.id)
    assert match is not None
    assert match.by_itself
    assert match.reason == "Factuurnummer 2026-0001 staat in de tekst. Het bedrag is precies wat er openstaat."


def test_a_number_that_the_bank_broke_over_two_lines_is_put_together(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.line(4000, "tuinonderhoud 2026-0 001", name="F. Haddad")
    assert bank.run().booked == 1


def test_the_same_run_again_adds_nothing(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.line(4000, "2026-0001")
    assert (bank.run().booked, bank.run().booked) == (1, 0)
    assert balance(chart.BANK) == Money(4000)


def test_two_invoices_in_one_payment_are_both_paid(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.invoice(fatima, 2500)
    bank.line(6500, "2026-0001 en 2026-0002", name="Haddad")
    assert bank.run().booked == 1
    assert [open_item(number).open for number in ("2026-0001", "2026-0002")] == [Money.zero()] * 2


def test_one_number_with_the_amount_of_two_invoices_pays_both(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.invoice(fatima, 2500)
    bank.line(6500, "2026-0001 en volgende", name="F Haddad")
    assert bank.run().booked == 1
    assert open_item("2026-0002").open == Money.zero()


def test_a_part_is_booked_when_the_payer_is_known(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.line(1500, "eerste deel 2026-0001", name="F Haddad")
    assert bank.run().booked == 1
    assert open_item("2026-0001").open == Money(2500)


def test_a_part_from_a_stranger_waits(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    line = bank.line(1500, "eerste deel 2026-0001", name="K. Bakker")
    assert bank.run().waiting == 1
    assert bank.best(line)[0].parts[0].key == "2026-0001"


def test_too_much_is_booked_on_the_only_invoice_and_can_be_paid_back(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.line(5000, "2026-0001", name="F Haddad")
    bank.run()
    assert open_item("2026-0001").state(TODAY) == "overpaid"
    bank.line(-1000, "terug 2026-0001", name="F Haddad")
    assert bank.run().booked == 1
    assert open_item("2026-0001").state(TODAY) == "paid"
    assert balance(chart.BANK) == Money(4000)


@pytest.mark.parametrize(("paid", "let_go"), [(3998, 2), (4003, -3)])
def test_a_small_difference_is_let_go(bank: Bank, fatima: Party, paid: int, let_go: int) -> None:
    bank.invoice(fatima, 4000)
    bank.line(paid, "2026-0001", name="F Haddad")
    assert bank.run().booked == 1
    assert open_item("2026-0001").state(TODAY) == "paid"
    assert balance(chart.PAYMENT_DIFFERENCES) == Money(let_go)


def test_a_known_account_and_the_amount_are_enough(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.line(4000, "2026-0001", day=date(2026, 3, 5))
    bank.invoice(fatima, 3100)
    bank.line(3100, "tuin", name="Hr M. Smit")
    assert bank.run().booked == 2


def test_with_two_of_the_same_amount_open_the_treasurer_chooses(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.line(4000, "2026-0001", day=date(2026, 3, 5))
    bank.invoice(fatima, 3100)
    bank.invoice(fatima, 3100)
    line = bank.line(3100, "tuin")
    assert bank.run().waiting == 1
    assert [one.parts[0].key for one in bank.best(line)] == ["2026-0002", "2026-0003"]


def test_everything_of_a_known_account_at_once_is_booked(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.line(4000, "2026-0001", day=date(2026, 3, 5))
    bank.invoice(fatima, 3100)
    bank.invoice(fatima, 1200)
    bank.line(4300, "alles")
    assert bank.run().booked == 2
    assert open_item("2026-0003").open == Money.zero()


def test_a_name_and_an_amount_are_a_proposal_and_no_more(bank: Bank, jan: Party) -> None:
    bank.invoice(jan, 4000)
    line = bank.line(4000, "tuin", iban=JAN, name="J DE VRIES")
    assert bank.run().booked == 0
    [best] = bank.best(line)
    assert best.parts[0].key == "2026-0001"
    assert best.reasons == ("De naam lijkt op Jan de Vries.", "Het bedrag is precies wat er openstaat.")


def test_a_wrong_key_never_pays_the_invoice_of_another(bank: Bank, fatima: Party, jan: Party) -> None:
    bank.invoice(fatima, 2500)
    bank.invoice(jan, 2500)
    line = bank.line(2500, "2026-0001", iban=JAN, name="J de Vries")  # he meant 2026-0002
    assert bank.run().booked == 0
    assert bank.best(line)[0].parts[0].key == "2026-0002"


def test_an_account_that_names_the_number_of_another_waits(bank: Bank, fatima: Party, jan: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.line(4000, "2026-0001", day=date(2026, 3, 5))
    bank.invoice(fatima, 3100)
    bank.invoice(jan, 9900)
    bank.line(3100, "2026-0003", name="F Haddad")
    assert bank.run().waiting == 1


def test_a_day_in_the_text_is_no_number(bank: Bank) -> None:
    for number in range(1, 312):
        bank.invoice(person(f"Bewoner {number}"), 4000 + number)
    assert open_item("2026-0311").open == Money(4311)
    bank.line(4311, "ING 20260311 14:05 pas 012", name="K. Smit")
    assert bank.run().booked == 0


def test_what_was_booked_by_hand_gets_its_line_and_no_second_booking(bank: Bank, fatima: Party) -> None:
    paid = payment.book(bank.invoice(fatima, 4000), date(2026, 3, 18), Money(4000))
    line = bank.line(4000, "2026-0001")
    assert bank.run().booked == 1
    assert balance(chart.BANK) == Money(4000)
    match = standing(line.id)
    assert match is not None
    assert match.parts[0].source == paid.source


def test_paid_twice_is_told_and_not_booked(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.line(4000, "2026-0001", name="F Haddad", day=date(2026, 3, 5))
    line = bank.line(4000, "2026-0001", name="F Haddad")
    assert (bank.run().booked, bank.booked(line)) == (1, False)


def test_a_credited_invoice_that_was_paid_is_paid_back(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.line(4000, "2026-0001", iban=FATIMA, day=date(2026, 3, 5))
    bank.run()
    credit("2026-0001", "Niet gedaan.", print_now=False)
    bank.line(-4000, "terugbetaling", iban=FATIMA)
    assert bank.run().booked == 1
    assert open_item("2026-0001").open == Money.zero()
