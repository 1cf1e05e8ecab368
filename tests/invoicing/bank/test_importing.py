"""A bank file is taken in once: what is certain is kept, what is known adds nothing, what is in doubt is told."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.money import Money
from invoicing.bank import gap, importing
from invoicing.bank.account import accounts
from invoicing.bank.importing import Outcome
from invoicing.bank.line import BankLine
from tests.invoicing.bank.cast import JAN, MONDAY, MT940, camt, entry, statement
from tests.invoicing.cast import wijk


@pytest.fixture(autouse=True)
def _house(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        yield


def take_in(content: bytes, name: str = "bank.xml") -> Outcome:
    [outcome] = importing.take_in(name, io.BytesIO(content))
    return outcome


def lines() -> list[BankLine]:
    return list(db.session.scalars(select(BankLine).order_by(BankLine.id)))


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.entries, outcome.new, outcome.known, outcome.unread


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_camt_file_is_kept_with_everything_a_match_can_be_made_from(version: str) -> None:
    outcome = take_in(camt(statement(entry(reference="B-1")), version=version))
    assert (counts(outcome), outcome.sentences) == ((1, 1, 0, 0), [])
    [line] = lines()
    assert (line.booked_on, line.value_on, line.amount) == (MONDAY, MONDAY, Money(4000))
    assert (line.iban, line.name, line.description) == (JAN, "J. Bakker", "Factuur 2026-0001")
    assert (line.end_to_end, line.mandate, line.bank_reference) == ("E-1", "M-7", "B-1")


def test_an_mt940_file_is_kept_with_everything_a_match_can_be_made_from() -> None:
    outcome = take_in(MT940)
    assert (counts(outcome), outcome.sentences) == ((2, 2, 0, 0), [])
    paid, collected = lines()
    assert (paid.amount, paid.iban, paid.name) == (Money(4000), JAN, "J. BAKKER")
    assert (paid.description, paid.end_to_end) == ("FACTUUR 2026-0001", "E-1")
    assert (collected.amount, collected.iban, collected.name) == (Money(-750), JAN, "ENERGIE NOORD")
    assert (collected.mandate, collected.end_to_end) == ("M-7", "T-3")
    assert collected.description == "TERMIJN MAART"


@pytest.mark.parametrize("content", [camt(statement(entry())), MT940])
def test_the_same_file_twice_adds_nothing(content: bytes) -> None:
    first = take_in(content)
    again = take_in(content)
    assert (again.new, again.known) == (0, first.new)
    assert len(lines()) == first.new


def test_an_entry_that_is_numbered_anew_in_each_file_is_the_same_one() -> None:
    for number in ("1", "2"):
        numbered = f"<NtryRef>{number}</NtryRef>"
        take_in(camt(statement(entry(more=numbered), number=number)))
    assert len(lines()) == 1


def test_statements_of_two_accounts_without_a_number_between_them_stay_apart() -> None:
    second = MT940.partition(b":25:")[2].replace(b"417164300", b"1234567")
    assert take_in(MT940.rstrip(b"\n-") + b"\n:25:" + second).statements == 2


def test_periods_that_overlap_add_only_what_is_new() -> None:
    monday, tuesday = entry(), entry("5.00", day="2026-03-03", text="Gift")
    take_in(camt(statement(monday)))
    both = take_in(camt(statement(monday + tuesday, closing="145.00", number="S-9", last="2026-03-03")))
    assert (counts(both), both.sentences) == ((2, 1, 1, 0), [])


def test_two_entries_that_are_equal_in_everything_are_both_kept() -> None:
    twice = camt(statement(entry() + entry(), closing="180.00"))
    assert counts(take_in(twice)) == (2, 2, 0, 0)
    assert counts(take_in(twice)) == (2, 0, 2, 0)
    assert [line.occurrence for line in lines()] == [1, 2]


def test_an_equal_entry_on_the_next_statement_of_the_day_is_another_one() -> None:
    morning, evening = (
        camt(statement(entry())),
        camt(statement(entry(), number="S-2", opening="140.00", closing="180.00")),
    )
    assert [take_in(file).new for file in (morning, evening, morning, evening)] == [1, 1, 0, 0]
    month = camt(statement(entry() + entry(), number="M", closing="180.00", first="2026-03-01", last="2026-03-31"))
    assert counts(take_in(month)) == (2, 0, 2, 0)


def test_days_after_the_month_was_read_add_nothing() -> None:
    wednesday = entry("5.00", day="2026-03-04")
    month = statement(entry() + wednesday, number="M", closing="145.00", first="2026-03-01", last="2026-03-31")
    take_in(camt(month))
    days = [statement(entry()), statement(wednesday, "140.00", "145.00", "S-2", "2026-03-03", "2026-03-04")]
    assert [take_in(camt(day)).new for day in days] == [0, 0]


def test_a_period_is_not_read_a_second_time_from_another_kind_of_file() -> None:
    take_in(MT940)
    outcome = take_in(camt(statement(entry())))
    assert counts(outcome) == (1, 0, 0, 1)
    assert "uit een ander soort bestand" in outcome.sentences[0]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (entry("-40.00"), "onder nul"),
        (entry(sign="?"), "of het bij of af is"),
        (entry("12.345"), "het bedrag is niet te lezen"),
        (entry(day="2026-02-30"), "de datum is niet te lezen"),
        (entry().replace("BOOK", "PDNG"), "nog niet echt geboekt"),
        (entry().replace('"EUR"', '"USD"'), "het bedrag is niet te lezen"),
    ],
)
def test_an_entry_in_doubt_is_told_and_left_out_and_the_others_are_kept(wrong: str, told: str) -> None:
    outcome = take_in(camt(statement(entry() + wrong)))
    assert counts(outcome) == (2, 1, 0, 1)
    assert told in outcome.sentences[0]


def test_a_negative_amount_counts_as_what_the_bank_called_it() -> None:
    outcome = take_in(camt(statement(entry("-40.00"))))
    assert (outcome.credit, outcome.debit) == (Money(-4000), Money(0))


def test_what_is_missing_from_a_statement_is_told() -> None:
    outcome = take_in(camt(statement(entry(), closing="200.00")))
    assert "klopt niet" in outcome.sentences[0]
    assert "60,00" in outcome.sentences[0]


def test_a_missing_statement_is_told_until_it_comes() -> None:
    wednesday = statement("", "150.00", "150.00", "S-3", "2026-03-04", "2026-03-04")
    take_in(camt(statement(entry())))
    assert "Er ontbreekt een afschrift" in take_in(camt(wednesday)).sentences[0]
    tuesday = statement(entry("10.00", day="2026-03-03"), "140.00", "150.00", "S-2", "2026-03-03", "2026-03-03")
    assert take_in(camt(tuesday)).sentences == []
    assert gap.gaps_of(accounts()[0]) == []


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes_and_completed_later() -> None:
    whole = camt(statement(entry() + entry("5.00", text="Gift"), closing="145.00"))
    cut = take_in(whole[: whole.rindex(b"<RmtInf>")])
    assert cut.new == 1
    assert any("gaat het mis" in sentence for sentence in cut.sentences)
    assert (take_in(whole).new, take_in(whole).sentences) == (1, [])


def test_a_zip_is_read_file_by_file() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("maandag.940", MT940)
        archive.writestr("foto.jpg", b"\xff\xd8\xff")
    packed.seek(0)
    monday, photo = importing.take_in("maart.zip", packed)
    assert (monday.name, monday.new) == ("maart.zip/maandag.940", 2)
    assert "geen bankbestand dat we kennen" in photo.sentences[0]


def test_an_account_that_is_not_ours_is_told() -> None:
    assert "kenden we nog niet" in take_in(camt(statement(entry(), iban=JAN))).sentences[0]


def test_a_text_in_an_older_encoding_is_read() -> None:
    content = camt(statement(entry(text="Café"))).decode().encode("cp1252")
    take_in(content)
    assert lines()[0].description == "Café"


def test_a_statement_holds_thousands_of_lines() -> None:
    many = "".join(entry("1.00", text=f"Lot {number}") for number in range(1200))
    outcome = take_in(camt(statement(many, closing="1300.00")))
    assert (outcome.new, outcome.sentences) == (1200, [])
    assert db.session.scalar(select(func.sum(BankLine.amount))) == Money(120_000)
