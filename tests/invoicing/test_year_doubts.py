"""What is open in a year is told before it is closed: work, hours, returns, purchases, grants and old claims."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from coop import clock, wijk
from coop.database import db
from coop.ledger.account import account
from coop.ledger.year.doubt import YearDoubt, doubts
from coop.money import Money
from coop.period import year
from invoicing import billing_run, purchase
from invoicing.bought import Bought
from invoicing.grants import grant
from invoicing.vat_return.filing import file
from orders import hours
from orders.job import JobState
from tests.invoicing.cast import done_job, service
from tests.invoicing.cast import wijk as a_wijk
from tests.members.cast import organisation, person
from tests.orders.cast import a_staffed_job

SPRING, AFTER = date(2026, 3, 2), date(2027, 4, 1)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(SPRING):
        a_wijk()
    with clock.at(AFTER):
        yield


def told(number: int = 2026) -> list[YearDoubt]:
    """The doubts about a year."""
    return doubts(year(number))


def about(endpoint: str, number: int = 2026) -> list[str]:
    """The sentences that lead to a page."""
    return [found.sentence for found in told(number) if found.endpoint == endpoint]


def test_a_year_in_which_nothing_happened_is_without_doubt() -> None:
    assert told() == []


def test_work_that_is_not_invoiced_is_told_with_its_amount() -> None:
    done_job(person(), service(), date(2026, 12, 30), 12_100)
    done_job(person("Ans"), service("heg"), date(2027, 1, 4), 5_000)
    assert about("billing.preview") == ["1 rekening voor werk van dit jaar is nog niet gefactureerd: € 121,00."]
    assert [found.values for found in told() if found.endpoint == "billing.preview"] == [{"until": "2026-12-31"}]


def test_work_that_cannot_be_invoiced_yet_is_told_apart() -> None:
    done_job(person(), service(), date(2026, 12, 30), state=JobState.PLANNED)
    assert about("billing.preview") == ["1 klus van dit jaar kan nog niet gefactureerd worden."]


def test_hours_that_wait_are_told() -> None:
    with clock.at(date(2026, 6, 1)):
        job, member = a_staffed_job()
    with clock.at(job.day):
        hours.confirm(job, member, "een-tik")
    assert about("hours.index") == ["1 keer uren is nog niet goedgekeurd."]
    hours.approve(hours.waiting())
    assert about("hours.index") == []
    assert about("rates.index") == ["1 keer uren wacht op een uurtarief."]


def test_a_return_that_is_not_filed_is_told_until_it_is() -> None:
    with clock.at(date(2026, 11, 2)):
        done_job(person(), service(), date(2026, 10, 30))
        billing_run.confirm(clock.today(), print_now=False)
    assert about("vat_return.show") == ["Over 4e kwartaal 2026 is nog geen btw-aangifte gedaan."]
    file("2026-Q4")
    assert about("vat_return.show") == []
    assert about("vat_return.show", 2027)[0] == "Over 1e kwartaal 2027 is nog geen btw-aangifte gedaan."
    assert about("vat_return.show", 2027)[1:] == ["Het btw-tijdvak 2e kwartaal 2027 loopt nog."]


def test_a_purchase_that_waits_for_a_second_person_is_told() -> None:
    lines = [Bought("45105", Money(900_000), "none")]
    purchase.enter(organisation("Verhuur"), "H-1", date(2026, 12, 1), date(2026, 12, 31), lines)
    assert about("purchases.open_list") == ["1 inkoopfactuur wacht op een tweede goedkeuring."]


def test_months_of_a_grant_that_are_over_block() -> None:
    with clock.at(date(2026, 1, 2)):
        given = grant.award(organisation(), "Groen", Money(12_000), date(2026, 11, 1), date(2027, 11, 1))
    [found] = told()
    assert (found.sentence, found.blocks) == ("Van subsidie Groen zijn 2 maanden nog niet geboekt.", True)
    grant.release(given, date(2027, 1, 1))
    assert told() == []


def test_a_claim_that_is_a_year_overdue_is_told() -> None:
    with clock.at(SPRING):
        done_job(person(), service(), date(2026, 2, 27), 12_100)
        billing_run.confirm(SPRING, print_now=False)
    assert about("bad_debts.index", 2027) == ["1 factuur is al een jaar te laat. Beslis of dat nog komt."]
    assert about("bad_debts.index") == []


def test_what_the_audit_file_misses_is_told() -> None:
    wijk.current().vat_id = ""
    account("10101").rgs = ""
    db.session.flush()
    [sentence] = about("settings.show")
    assert "btw-nummer" in sentence
