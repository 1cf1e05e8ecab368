"""The boxes are sums over the ledger: each mark in its box, each account by itself, and every oddity in words."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from coop import clock
from coop.ledger import memorial
from coop.ledger.posting import Line, Posting, post, reverse
from coop.ledger.verify import verify
from coop.money import Money
from coop.rules import confirmation
from coop.rules.vat_return import OWN_FAVOUR
from invoicing import kor_joining, taxed_share
from invoicing.vat_return.filing import file
from invoicing.vat_return.period_state import State, standings
from invoicing.vat_return.view import view
from tests.invoicing.cast import wijk
from tests.invoicing.vat_return.cast import AUTUMN, SUMMER, buy, exact, sell, third_quarter

QUARTER = "2026-Q3"


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(SUMMER):
        wijk()
        confirmation.withdraw(OWN_FAVOUR)
    with clock.at(AUTUMN):
        yield
        assert verify().first_fault is None


def test_each_rule_stands_in_its_box_and_what_has_no_vat_stands_beside() -> None:
    third_quarter()
    shown = view(QUARTER)
    assert exact(shown) == {
        "1a": (10_002 + 100_000 - 10_000, 2100 + 21_000 - 2100),
        "1b": (5000, 450),
        "1e": (30_000, 0),
        "2a": (40_000, 8400),
        "5a": (0, 21_000 + 450 + 8400),
        "5b": (0, 4200 + 450 + 8400),
        "5g": (0, 16_800),
    }
    assert {key: amount.cents for key, _, amount in shown.beside} == {"exempt": 8000, "kor": 0, "outside": 1500}
    assert shown.agrees
    assert shown.movement == Money(16_800)
    assert [look.where for look in shown.doubts] == ["vat_settings.show"]
    taxed_share.set_share(2026, 9000, "Afgesproken.")
    assert view(QUARTER).doubts == []


def test_what_was_booked_by_hand_counts_by_its_account_and_is_doubted() -> None:
    memorial.post_by_hand(SUMMER, "Btw uit de kas", (Line("16203", -900), Line("10201", 900)))
    shown = view(QUARTER)
    assert exact(shown)["1b"] == (0, 900)
    assert "€ 9,00" in shown.doubts[0].sentence


def test_vat_that_is_not_the_rate_over_its_turnover_is_doubted() -> None:
    lines = (Line("80501", -10_000, vat="S2100"), Line("16201", -2000, vat="S2100"), Line("10201", 12_000))
    post([Posting("ME", SUMMER, "x:3", "Verkoop", lines)])
    [look] = view(QUARTER).doubts
    assert "Bij 21% is € 20,00 btw geboekt over € 100,00. Dat zou € 21,00 zijn." in look.sentence


def test_marks_of_before_this_return_still_count() -> None:
    lines = (
        Line("13011", 12_100),
        Line("80501", -10_000, vat="S2100"),
        Line("16201", -2100, vat="S2100"),
        Line("70053", 5000, vat="in:high"),
        Line("16219", 1050, vat="in"),
        Line("16011", -6050),
    )
    made = Posting("ME", SUMMER, "x:4", "Uit een eerdere versie", lines)
    [booked] = post([made])
    assert exact(view(QUARTER))["5b"] == (0, 1050)
    reverse(booked.id, SUMMER, "x:4:undone", "Terug")
    assert exact(view(QUARTER)) == {}


def test_under_the_scheme_there_is_no_return_but_for_vat_that_was_reversed_to_us() -> None:
    with clock.at(date(2026, 5, 1)):
        kor_joining.begin(date(2026, 7, 1), date(2026, 5, 1))
    with clock.at(SUMMER):
        sell("Ans", 12_100)
    assert [one.period.code for one in standings()] == ["2026-Q4"], "without any VAT there is nothing to list"
    with clock.at(date(2026, 8, 3)):
        buy("terug", SUMMER, 10_000, "reverse_high", taxed_share=0)
    third = standings()[-1]
    assert (third.period.code, third.state, third.payable) == (QUARTER, State.TO_DO, Money(2100))
    shown = view(QUARTER)
    assert {key: amount.cents for key, _, amount in shown.beside}["kor"] == 12_100
    assert file(QUARTER).payable == Money(2100)
