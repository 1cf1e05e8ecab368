"""A draft begins with a service or an earlier quotation, and costs what the day's rates say."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from coop import clock, wijk
from coop.ledger.chart import CREDITORS
from coop.ledger.cost_object import cost_object
from coop.ledger.journal import PURCHASES
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from invoicing.cost_rate import set_rate
from invoicing.quotation import drafting, overhead
from invoicing.quotation.quotation import AlreadySent, LineKind, Pays
from tests.invoicing import cast as invoicing_cast
from tests.invoicing.quotation import cast


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(date(2026, 3, 16)):
        invoicing_cast.wijk()
        yield


WORK = {"kind": LineKind.WORK, "activity": "Snoeien", "minutes": 90, "vat_rule": "high"}


def test_it_begins_with_the_work_and_the_price_of_a_service() -> None:
    set_rate("employee", date(2026, 1, 1), Money(2245))
    service = invoicing_cast.service("hof", audience="organisation", price=Money(9000), minutes=120)
    begun = drafting.begin(
        cast.a_client(),
        service,
        {"title": "Hof", "begin": cast.BEGIN, "end": cast.END, "pays": Pays.VISIT, "frequency": "weekly"},
    )
    assert [(line.minutes, line.rate, line.cost) for line in begun.lines] == [(120, Money(2245), Money(4490))]
    assert (begun.price, begun.visits, begun.net) == (Money(9000), 30, Money(9000 * 30))


def test_the_price_list_of_residents_counts_without_vat() -> None:
    begun = cast.a_draft(service=invoicing_cast.service("tuin", price=Money(3250)), asked=None)
    assert begun.asked is None
    begun = drafting.begin(begun.party, begun.service, {"title": "x", "begin": cast.BEGIN, "end": cast.END})
    assert begun.price == Money(2686)  # 32,50 ÷ 1,21


@pytest.mark.parametrize(
    ("engagement", "typed", "cost"),
    [("participation", None, 0), ("volunteer", None, 0), ("starter", 3000, 4500), ("employee", None, 3600)],
)
def test_an_hour_costs_what_it_costs_us(engagement: str, typed: int | None, cost: int) -> None:
    draft = cast.a_draft()
    rate = None if typed is None else Money(typed)
    line = drafting.add_line(draft, {**WORK, "engagement": engagement, "rate": rate})
    assert line.cost == Money(cost)


def test_a_rate_that_was_typed_stays_and_the_rate_of_the_day_follows_who_does_it() -> None:
    draft = cast.a_draft()
    typed = drafting.add_line(draft, {**WORK, "engagement": "starter", "rate": Money(3000)})
    usual = drafting.add_line(draft, {**WORK, "engagement": "employee"})
    assert (drafting.typed_rate(typed), drafting.typed_rate(usual)) == (Money(3000), None)
    drafting.change_line(usual, {**WORK, "engagement": "participation", "rate": drafting.typed_rate(usual)})
    assert usual.cost == Money.zero()


def test_a_volunteer_costs_an_allowance_where_the_law_lets_us_pay_it() -> None:
    set_rate("volunteer", date(2026, 1, 1), Money(500))
    wijk.current().allowance_basis = "Brief van de inspecteur"
    line = drafting.add_line(cast.a_draft(), {**WORK, "engagement": "volunteer"})
    assert line.cost == Money(750)


def test_what_nobody_knows_is_asked() -> None:
    draft = cast.a_draft()
    with pytest.raises(drafting.NoRate, match="starter"):
        drafting.add_line(draft, {**WORK, "engagement": "starter"})
    with pytest.raises(drafting.LineWithoutCost, match="tijd"):
        drafting.add_line(draft, {**WORK, "minutes": None, "engagement": "employee"})
    with pytest.raises(drafting.LineWithoutCost, match="kost"):
        drafting.add_line(draft, {"kind": "material", "activity": "Planten", "vat_rule": "low", "amount": None})


def test_lines_are_added_changed_and_taken_out_and_the_price_follows() -> None:
    draft = cast.a_draft(overhead=0, risk=0, margin=0, pays=Pays.END)
    before = draft.price
    line = drafting.add_line(
        draft, {"kind": "material", "activity": "Planten", "vat_rule": "high", "amount": Money(5000)}
    )
    assert draft.price == before + Money(5000)
    drafting.change_line(line, {"kind": "material", "activity": "Planten", "vat_rule": "high", "amount": Money(1)})
    assert draft.price == before + Money(1)
    drafting.remove_line(line)
    assert draft.price == before
    drafting.change(draft, {"margin": 1000})
    assert draft.price == before + before.share(1000)


def test_a_copy_is_a_draft_of_its_own() -> None:
    first = cast.a_sent()
    copied = drafting.copy(first)
    assert (copied.state, copied.number, copied.price) == ("draft", None, first.price)
    drafting.remove_line(copied.lines[0])
    assert len(first.lines) == 1


def test_what_was_sent_is_not_changed() -> None:
    sent = cast.a_sent()
    for change in (
        lambda: drafting.change(sent, {"title": "Anders"}),
        lambda: drafting.add_line(sent, {**WORK, "engagement": "employee"}),
        lambda: drafting.remove_line(sent.lines[0]),
        lambda: drafting.drop(sent),
    ):
        with pytest.raises(AlreadySent):
            change()


def test_overhead_is_suggested_from_the_books() -> None:
    nothing = overhead.suggestion(clock.today())
    assert nothing.basis_points is None
    tuin = cost_object("service", "tuin", "Tuin").id
    for number, (day, cents, project) in enumerate(
        [
            (date(2025, 3, 1), 20000, None),
            (date(2026, 2, 28), 5000, None),
            (date(2026, 2, 1), 90000, tuin),
            (date(2026, 3, 1), 77777, tuin),  # this month is not over
            (date(2025, 2, 28), 99999, None),  # longer ago than twelve months
        ]
    ):
        lines = (Line("45105", cents, project), Line(CREDITORS, -cents))
        post([Posting(PURCHASES, day, f"purchase:{number}", "Kosten", lines)])
    found = overhead.suggestion(clock.today())
    assert (found.general, found.direct, found.basis_points) == (Money(25000), Money(90000), 2800)
    assert found.is_usable
    assert not overhead.Suggestion(found.begin, found.end, Money(90000), Money(25000)).is_usable
