"""The revenue model adds up for all facts, and a worked service comes out as by hand; no database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop.money import Money
from invoicing.revenue_model import both_chart
from invoicing.revenue_model.facts import Facts, Part, Worked, total
from invoicing.revenue_model.mix import Origin, YearMix, mixed
from invoicing.revenue_model.mix_chart import WIDTH, bars
from invoicing.revenue_model.model import Line, build, needed
from invoicing.revenue_model.overhead import Key
from members.engagement import EngagementKind
from tests.invoicing.revenue_model.made import booked, facts

KEYS = st.sampled_from(list(Key))


@settings(max_examples=40)
@given(facts(), KEYS)
def test_services_projects_and_the_rest_are_the_result_of_the_ledger(found: Facts, key: Key) -> None:
    made = build(found, key)
    ledger = sum(row.amount.cents * (-1 if row.is_cost else 1) for part in found.parts for row in part.booked)
    assert made.result == found.result == Money(ledger)


@settings(max_examples=40)
@given(facts(), KEYS)
def test_every_cent_of_the_overhead_is_carried(found: Facts, key: Key) -> None:
    made = build(found, key)
    assert total(line.overhead for line in made.lines) + made.carried_by_none == found.rest.costs


@settings(max_examples=40)
@given(facts(), KEYS)
def test_at_break_even_the_margin_pays_what_is_fixed_and_one_job_less_does_not(found: Facts, key: Key) -> None:
    for line in build(found, key).lines:
        need = line.break_even
        burden = line.part.fixed + line.overhead
        if need is None:
            assert burden.cents > 0
            assert line.contribution.cents <= 0 or not line.part.jobs
        elif need:
            margin, jobs = line.contribution.cents, line.part.jobs
            assert margin * need * found.months >= burden.cents * jobs
            assert margin * (need - 1) * found.months < burden.cents * jobs


@settings(max_examples=40)
@given(facts(), KEYS, st.integers(0, 60))
def test_guidance_is_no_cost_on_top(found: Facts, key: Key, minutes: int) -> None:
    assert [line.result for line in build(found, key, minutes).lines] == [
        line.result for line in build(found, key, 0).lines
    ]


def garden(**facts: object) -> Part:
    """A garden service: 100 jobs of 32,50, hours of an employee and of somebody who takes part."""
    told: dict[str, object] = {
        "jobs": 100,
        "booked": (booked("80501", 325_000), booked("40110", 210_000), booked("70053", 15_000)),
        "worked": (
            Worked(EngagementKind.EMPLOYEE, 6000, Money(210_000), 1200),
            Worked(EngagementKind.PARTICIPATION, 2400),
        ),
        **facts,
    }
    return Part(1, "Tuin", **told)  # type: ignore[arg-type]


def of(part: Part, overhead: int) -> Line:
    """The line of one service that carries all the overhead of a year."""
    rest = Part(0, "", "", booked=(booked("45105", overhead),))
    [line] = build(Facts(12, (part, rest))).lines
    return line


def test_a_service_by_hand() -> None:
    line = of(garden(), 120_000)
    assert (line.price, line.per_job, line.per_hour) == (Money(3250), Money(1000), Money(714))
    assert line.break_even == 10  # 1.200,00 / 12 / 10,00
    assert (line.own_result, line.jobs_a_month) == (Money(-20_000), "8,3")
    assert (line.guided_minutes, line.guidance_minutes, line.guidance) == (2400, 600, Money(21_000))
    assert line.alongside == 1200
    assert (line.helps, line.earns) == (True, False)


def test_support_counts_apart() -> None:
    part = garden()
    line = of(garden(booked=(*part.booked, booked("82325", 60_000))), 120_000)
    assert (line.own_result, line.result) == (Money(-20_000), Money(40_000))
    assert (line.break_even, line.break_even_with_support) == (10, 5)


@pytest.mark.parametrize(
    ("burden", "margin", "jobs", "months", "jobs_a_month"),
    [
        (120_000, 100_000, 100, 12, 10),
        (120_001, 100_000, 100, 12, 11),
        (0, -1, 10, 12, 0),
        (1, 0, 10, 12, None),
        (1, -5, 10, 12, None),
        (1, 5, 0, 12, None),
    ],
)
def test_break_even_is_rounded_up_and_never_where_jobs_only_cost(
    burden: int, margin: int, jobs: int, months: int, jobs_a_month: int | None
) -> None:
    assert needed(Money(burden), Money(margin), jobs, months) == jobs_a_month


def test_turnover_on_no_invoice_is_other_income() -> None:
    booked_on = {"80501": Money(1000), "80710": Money(500), "82325": Money(1500), "40235": Money(250)}
    mix = mixed(2026, booked_on, {"person": Money(700), "organisation": Money(600)})
    assert mix.amounts == {
        Origin.RESIDENTS: Money(700),
        Origin.ORGANISATIONS: Money(600),
        Origin.GRANTS: Money(1750),
        Origin.CONTRIBUTIONS: Money(0),
        Origin.OTHER: Money(200),
    }
    assert (mix.income, mix.dependence) == (Money(3250), 5385)


@given(st.lists(st.tuples(*[st.integers(-100_000, 10_000_000)] * 5), max_size=5))
def test_the_picture_of_the_income_stays_within_its_frame(years: list[tuple[int, ...]]) -> None:
    mixes = [
        YearMix(2022 + place, dict(zip(Origin, map(Money, cents), strict=True)))
        for place, cents in enumerate(years)
    ]
    for bar in bars(mixes):
        ends = [0, *(piece.x + piece.width for piece in bar.pieces)]
        assert [piece.x for piece in bar.pieces] == ends[:-1]
        assert ends[-1] <= WIDTH


@settings(max_examples=40)
@given(facts())
def test_the_picture_of_money_and_help_stays_within_its_frame(found: Facts) -> None:
    for bar in both_chart.bars(build(found).lines):
        assert 0 <= bar.x <= bar.x + bar.width <= both_chart.WIDTH
        assert (bar.x if bar.line.earns else bar.x + bar.width) == both_chart.ZERO
        assert 0 <= bar.given <= both_chart.WIDTH
        assert bool(bar.given) <= bar.line.helps
