"""The receipt: the invoice in short, for a resident, up to the limit of the law."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from coop import clock
from coop.money import Money
from invoicing import payment, receipt
from invoicing.receipt import NotSimple
from tests import standards
from tests.invoicing.cast import draft_line, issued, wijk
from tests.invoicing.reading import text_of
from tests.invoicing.ubl import papers
from tests.members.cast import person


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(date(2026, 12, 1)):
        wijk()
        yield


def test_a_receipt_tells_what_the_law_asks_and_how_it_was_paid() -> None:
    invoice = papers.both_rates()
    payment.book(invoice, clock.today(), invoice.payable, payment.Way.CASH)
    text = text_of(receipt.printed(invoice))
    for fact in (
        "Bon bij factuur 2026-0001",
        "1 december 2026",
        "Wijkbedrijf Beijum",
        "Tuinonderhoud € 32,50",
        "Totaal € 78,25",
        "waarvan 9 % btw € 3,78",
        "waarvan 21 % btw € 5,64",
        "Betaald op 1 december 2026: € 78,25, contant",
    ):
        assert fact in text, text


def test_what_was_undone_is_not_on_it() -> None:
    invoice = papers.both_rates()
    payment.undo(payment.book(invoice, clock.today(), Money(1000)), clock.today())
    assert "Betaald" not in text_of(receipt.printed(invoice))


def test_a_correction_names_its_original() -> None:
    text = text_of(receipt.printed(papers.partial_credit()))
    assert "Hoort bij factuur 2026-0001" in text
    assert "Terug € 10,01" in text


@pytest.mark.parametrize(("cents", "simple"), [(10_000, True), (10_001, False)])
def test_above_the_limit_the_invoice_itself_is_needed(cents: int, simple: bool) -> None:
    invoice = issued(person(), [draft_line(cents)])
    assert receipt.may_be_simple(invoice) == simple


def test_an_organisation_gets_no_receipt() -> None:
    with pytest.raises(NotSimple):
        receipt.printed(papers.exempt())


@pytest.mark.judged
@pytest.mark.slow
def test_a_receipt_lasts_and_can_be_read_aloud(tmp_path: Path) -> None:
    paper = receipt.printed(papers.both_rates())
    assert standards.findings("pdf", paper, tmp_path, "--flavour", "3a", "--flavour", "ua1") == ""
