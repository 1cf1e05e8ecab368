"""The terms of direct debit in the rule book: as they stand, marked as unread, and asked about."""

from datetime import date, timedelta

from flask import Flask

from coop.rules import book, confirmation, direct_debit
from coop.rules.question import questions


def test_the_terms_are_in_the_book_with_their_mark() -> None:
    found = direct_debit.terms(date(2026, 3, 2))
    assert (found.refund_weeks, found.notice, found.unused_months) == (8, timedelta(days=14), 36)
    assert {row["mark"] for row in book.read("direct_debit")["terms"]} == {"unverified"}


def test_every_term_is_asked_about_until_each_was_confirmed(app: Flask) -> None:
    asked = [question.code for question in questions() if question.code.startswith("debit:")]
    assert sorted(asked) == sorted(direct_debit.QUESTIONS)
    for code in asked:
        assert not direct_debit.is_confirmed()
        confirmation.confirm(code, "De bank")
    assert direct_debit.is_confirmed()
