"""Exactly the invoice that passes the limit, and every one after it, bears VAT; for every list of amounts."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from coop.rules import kor as rules
from invoicing.draft import Draft, DraftLine
from invoicing.invoice import Kind
from invoicing.kor_walk import group, turnover_of, walk
from invoicing.vat import VatGroup

LIMIT = rules.limit(date(2026, 3, 1))
HIGH, LOW = VatGroup("S", 2100), VatGroup("S", 900)
OUTSIDE = VatGroup("O", 0, "Buiten de heffing van btw")
EXEMPT = VatGroup("E", 0, "Vrijgesteld van btw: sociaal")
DAY, BEFORE = date(2026, 3, 1), date(2025, 12, 30)

lines = st.lists(
    st.tuples(
        st.integers(0, 400_000), st.sampled_from([HIGH, LOW, VatGroup("AE", 0, "Btw verlegd"), OUTSIDE, EXEMPT])
    ),
    min_size=1,
    max_size=4,
)
invoices = st.lists(st.tuples(lines, st.booleans()), max_size=25)


def _draft(told: list[tuple[int, VatGroup]], includes_vat: bool = True, kind: str = Kind.INVOICE) -> Draft:
    made = [
        DraftLine("werk", Money(cents), Money(cents), vat, "80501", day=DAY, source=f"job:{place}")
        for place, (cents, vat) in enumerate(told)
    ]
    return Draft(1, {"name": "Fatima"}, includes_vat, made, kind)


def _always(_day: date | None) -> bool:
    return True


@given(invoices, st.integers(0, LIMIT.cents))
def test_from_the_one_that_passes_the_limit_on_and_no_sooner(told, before):
    drafts = [_draft(*one) for one in told]
    done = walk(drafts, _always, Money(before), LIMIT)
    so_far, passed = Money(before), False
    for place, (draft, issued) in enumerate(zip(drafts, done.drafts, strict=True)):
        untaxed = Money(sum(line.amount.cents for line in draft.lines if line.group.category in rules.counted()))
        passed = passed or so_far + untaxed > LIMIT
        if passed:
            assert issued is draft
        else:
            assert issued.totals.vat == Money.zero()
            assert issued.totals.rounding == Money.zero()
            assert turnover_of(issued) == untaxed
            assert not [line for line in issued.lines if line.group.category in rules.counted()]
        assert (done.passed_at == place) == (passed and not _passed_before(done.passed_at, place))
        so_far += turnover_of(issued)
    assert (done.passed_at is not None) == passed


def _passed_before(passed_at: int | None, place: int) -> bool:
    return passed_at is not None and passed_at < place


@given(lines)
def test_a_resident_pays_what_was_promised_and_all_of_it_is_turnover(told):
    draft = _draft(told)
    [issued] = walk([draft], _always, Money.zero(), Money(10**12)).drafts
    assert issued.totals.payable == draft.totals.payable == issued.totals.net


@given(lines)
def test_work_outside_the_vat_or_exempt_by_itself_does_not_count(told):
    [issued] = walk([_draft(told)], _always, Money.zero(), Money(10**12)).drafts
    other = [cents for cents, vat in told if vat in (OUTSIDE, EXEMPT)]
    assert turnover_of(issued).cents == sum(cents for cents, _ in told) - sum(other)
    assert {line.group for line in issued.lines} <= {group(), OUTSIDE, EXEMPT}


def test_the_worked_example():
    done = walk([_draft([(10_000, HIGH)])] * 3, _always, Money(1_990_000), LIMIT)
    assert [draft.totals.vat.cents for draft in done.drafts] == [0, 1735, 1735]
    assert done.passed_at == 1


def test_work_of_before_the_scheme_keeps_its_vat_and_counts_for_the_limit():
    old = _draft([(20_000_00 + 5_000_00, HIGH)])
    done = walk([old, _draft([(100, HIGH)])], lambda day: day == BEFORE, Money.zero(), LIMIT)
    assert done.drafts[0] is old
    assert done.passed_at == 0


def test_a_credit_note_gives_back_what_its_invoice_had_and_makes_room():
    note = _draft([(-10_000, group())], kind=Kind.CREDIT)
    done = walk([note, _draft([(10_000, HIGH)])], _always, LIMIT, LIMIT)
    assert done.drafts[0] is note
    assert (done.drafts[1].totals.vat, done.passed_at) == (Money.zero(), None)


def test_without_a_running_scheme_only_days_it_covered_go_without_vat():
    done = walk([_draft([(10**9, HIGH)])], _always, Money.zero(), None)
    assert (done.drafts[0].totals.vat, done.passed_at) == (Money.zero(), None)
