"""VAT on work for a resident is due on the day of the work; what its invoice moves to another period is told."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from coop import clock
from coop.ledger.verify import verify
from coop.money import Money
from invoicing import billing_run, kor_joining
from invoicing.vat_period import VatPeriod
from invoicing.vat_return.before_invoice import due_already, due_earlier, due_on
from invoicing.vat_return.view import view
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import organisation, person

LATE_MARCH, APRIL, MAY = date(2026, 3, 30), date(2026, 4, 3), date(2026, 5, 4)
FIRST = VatPeriod("2026-Q1", date(2026, 1, 1), date(2026, 4, 1))
SECOND = VatPeriod("2026-Q2", date(2026, 4, 1), date(2026, 7, 1))


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(APRIL):
        wijk()
        yield
        assert verify().first_fault is None


def told(code: str) -> str:
    """The doubts about a return, one after the other."""
    return " ".join(look.sentence for look in view(code).doubts)


def test_a_resident_owes_it_with_the_work_and_an_organisation_by_the_fifteenth_after() -> None:
    assert due_on(LATE_MARCH, is_organisation=False) == LATE_MARCH
    assert due_on(LATE_MARCH, is_organisation=True) == date(2026, 4, 15)
    assert due_on(date(2026, 12, 1), is_organisation=True) == date(2027, 1, 15)


def test_work_of_march_is_due_in_march_before_and_after_it_is_invoiced_in_april() -> None:
    done_job(person("Fatima Haddad"), service(), LATE_MARCH, 121_00)
    assert (due_already(FIRST), due_earlier(SECOND)) == (Money(21_00), Money.zero())
    assert "€ 21,00 btw verschuldigd" in told("2026-Q1")
    billing_run.confirm(APRIL)
    assert (due_already(FIRST), due_earlier(SECOND)) == (Money(21_00), Money(21_00))
    assert "€ 21,00 btw die al in een eerder tijdvak verschuldigd was" in told("2026-Q2")


def test_what_is_invoiced_in_its_own_period_is_not_doubted() -> None:
    done_job(person("Fatima Haddad"), service(), date(2026, 3, 27), 121_00)
    with clock.at(LATE_MARCH):
        billing_run.confirm(LATE_MARCH)
    assert (due_already(FIRST), due_earlier(FIRST), due_earlier(SECOND)) == (Money(0), Money(0), Money(0))
    assert "art. 13" not in told("2026-Q1")


def test_an_organisation_may_be_invoiced_in_the_month_after_but_no_later() -> None:
    done_job(organisation("Gemeente Groningen"), service(), LATE_MARCH, 100_00)
    assert due_already(FIRST) == Money.zero()
    done_job(organisation("Stichting Welkom"), service("gras"), date(2026, 2, 4), 100_00)
    assert due_already(FIRST) == Money(21_00)
    with clock.at(MAY):
        billing_run.confirm(MAY)
        assert due_earlier(SECOND) == Money(21_00)


def test_a_period_that_runs_is_not_doubted_for_what_may_still_be_invoiced() -> None:
    done_job(person("Fatima Haddad"), service(), date(2026, 4, 2), 121_00)
    assert "art. 13" not in told("2026-Q2")


def test_work_without_vat_is_never_due() -> None:
    with clock.at(date(2025, 11, 20)):
        kor_joining.begin(date(2026, 1, 1), date(2025, 11, 20))
    done_job(person("Fatima Haddad"), service(), LATE_MARCH, 121_00)
    done_job(person("Klaas Mulder"), service("koffie", vat_rule="exempt_social"), LATE_MARCH, 50_00)
    assert due_already(FIRST) == Money.zero()
    billing_run.confirm(APRIL)
    assert (due_already(FIRST), due_earlier(SECOND)) == (Money(0), Money(0))
