"""The facts come from the books, the invoices and the hours, in few statements."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.ledger.posting import post
from coop.money import Money
from invoicing.credit import credit
from invoicing.exploitatie.figures import statement
from invoicing.invoice import Invoice
from invoicing.revenue_model.choice import NoReason, TooMuchGuidance, choose, chosen, worked_out
from invoicing.revenue_model.facts import Worked
from invoicing.revenue_model.gather import gather
from invoicing.revenue_model.mix import Origin, years_of_income
from invoicing.revenue_model.stretch import of_year, twelve_months, usual_year
from tests.coop.ledger.cast import sale
from tests.invoicing.revenue_model.cast import TODAY, a_wijk

YEAR = of_year(2026, TODAY)


@pytest.mark.usefixtures("app")
def test_a_service_shows_what_was_invoiced_worked_and_bought_for_it() -> None:
    with clock.at(TODAY):
        garden, bicycles = a_wijk()
        model = worked_out(gather(YEAR), chosen())
        first, second = model.by_earning
        assert (first.part.key, second.part.key) == (garden.cost_object_id, bicycles.cost_object_id)
        assert (first.part.jobs, first.part.turnover, first.part.variable) == (3, Money(30_000), Money(7_500))
        assert first.per_job == Money(7_500)
        assert second.part.worked == (
            Worked("employee", 30, Money(1_000), alongside=30),
            Worked("participation", 120),
        )
        assert (second.guidance_minutes, second.guidance) == (30, Money(1_000))
        assert model.overhead == Money(5_000)
        assert model.result == statement(2026).result.actual


@pytest.mark.usefixtures("app")
def test_a_job_that_was_credited_whole_and_waits_to_be_invoiced_again_is_none() -> None:
    with clock.at(TODAY):
        a_wijk()
        assert _bicycles() == 1
        [number] = db.session.scalars(select(Invoice.number).where(Invoice.net == Money(1_000)))
        credit(number, "Opnieuw.", bill_again=True, print_now=False)
        assert _bicycles() == 0


@pytest.mark.usefixtures("app")
def test_the_chosen_key_moves_the_overhead_and_has_a_reason() -> None:
    with clock.at(TODAY):
        a_wijk()
        with pytest.raises(NoReason):
            choose("hours", 15, " ")
        with pytest.raises(TooMuchGuidance):
            choose("hours", 61, "Zo.")
        choose("hours", 30, "Elk uur gebruikt het gereedschap even veel.")
        model = worked_out(gather(YEAR), chosen())
        # Three hours of gardens, two and a half of bicycles: 50,00 is 27,27 and 22,73.
        assert [line.overhead for line in model.by_earning] == [Money(2_727), Money(2_273)]
        assert model.by_giving[0].guidance_minutes == 60


@pytest.mark.usefixtures("app")
def test_the_income_of_the_years_is_that_of_the_exploitatie() -> None:
    with clock.at(TODAY):
        a_wijk()
        post([sale(9, 4_000, date(2024, 3, 1))])
        old, new = years_of_income(2026)
        assert (old.year, old.amounts[Origin.OTHER]) == (2024, Money(4_000))
        assert (new.amounts[Origin.RESIDENTS], new.amounts[Origin.ORGANISATIONS]) == (Money(30_000), Money(1_000))
        assert new.income == statement(2026).total_income.actual


def test_the_statements_do_not_grow_with_the_rows(app: Flask, statements: Callable[[], Any]) -> None:
    assert app
    with clock.at(TODAY):
        with statements() as few:
            gather(YEAR)
        a_wijk()
        with statements() as many:
            gather(YEAR)
    asked = [[one for one in seen if one.startswith("SELECT")] for seen in (few, many)]
    assert [len(one) for one in asked] == [4, 4]


def test_a_stretch_is_whole_months() -> None:
    assert (of_year(2025, TODAY).months, YEAR.months, of_year(2027, TODAY).months) == (12, 6, 1)
    last = twelve_months(TODAY)
    assert (last.days.begin, last.days.end, last.months) == (date(2025, 6, 1), date(2026, 6, 1), 12)
    assert (usual_year(date(2026, 3, 31)), usual_year(date(2026, 4, 1))) == (2025, 2026)


def _bicycles() -> int:
    [found] = [part for part in gather(YEAR).services if part.name == "Fiets"]
    return found.jobs
