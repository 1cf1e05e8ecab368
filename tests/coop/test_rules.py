"""The rule book says what holds on a day, with its source, and guesses nothing."""

from datetime import date

import pytest

from coop.rules import book

MARKS = {"law", "official", "secondary", "unverified"}


@pytest.mark.parametrize(
    ("code", "day", "rate"),
    [
        ("high", date(2026, 1, 1), 2100),
        ("low", date(2018, 12, 31), 600),
        ("low", date(2019, 1, 1), 900),
        ("zero", date(2026, 1, 1), 0),
    ],
)
def test_a_rate_holds_from_its_day(code: str, day: date, rate: int) -> None:
    assert book.vat_rate(code, day).basis_points == rate


def test_a_rate_that_is_not_in_the_book_is_not_guessed() -> None:
    with pytest.raises(book.NoFigure, match="2011"):
        book.vat_rate("high", date(2011, 1, 1))
    with pytest.raises(book.NoFigure, match="verzonnen"):
        book.vat_rule("verzonnen")


def test_every_rule_names_its_source_and_how_sure_it_is() -> None:
    for rule in book.vat_rules():
        assert rule.source
        assert rule.mark in MARKS
        assert (rule.rate is None) == (rule.reason is not None), f"{rule.code}: a rule has a rate or a reason"
        if rule.otherwise:
            book.vat_rule(rule.otherwise)


def test_an_unanswered_question_takes_the_safe_side() -> None:
    assert book.applicable_rule("low_dwelling_2y", True).code == "low_dwelling_2y"
    assert book.applicable_rule("low_dwelling_2y", False).code == "high"
    assert book.applicable_rule("low_dwelling_2y", None).code == "high"
    assert book.basis_points(book.vat_rule("reverse"), date(2026, 1, 1)) == 0


def test_an_hourly_maximum_that_was_not_found_is_none() -> None:
    assert book.allowance(2026).hour_adult is None
    assert book.allowance(2025).hour_adult is not None
    with pytest.raises(book.NoFigure):
        book.allowance(1999)


def test_a_wage_before_the_book_begins_is_not_known() -> None:
    with pytest.raises(book.NoFigure):
        book.minimum_wage(date(1999, 1, 1))
    assert book.consumer("withdrawal")
