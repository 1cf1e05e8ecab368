"""Files that banks really made give the counts and sums that somebody else counted in them."""

import csv
import io
from decimal import Decimal

import pytest
from flask import Flask

from coop.money import Money
from invoicing.bank import importing
from tests.invoicing.cast import wijk
from tests.standards import NOT_JUDGED, VALIDATE

SAMPLES = VALIDATE.parent / "samples"


def _expected() -> list[dict[str, str]]:
    counted = SAMPLES / "expected.csv"
    if not counted.exists():
        return []
    return list(csv.DictReader(io.StringIO(counted.read_text(encoding="utf-8"))))


@pytest.mark.judged
def test_every_sample_gives_the_counts_and_sums_that_were_counted(app: Flask) -> None:
    samples = _expected()
    if not samples:
        pytest.skip(f"{NOT_JUDGED}: {SAMPLES / 'expected.csv'} is not there")
    wijk()
    for expected in samples:
        with (SAMPLES / expected["file"]).open("rb") as stream:
            [outcome] = importing.take_in(expected["file"], stream)
        assert (outcome.statements, outcome.entries) == (int(expected["statements"]), int(expected["entries"])), (
            expected["file"],
            outcome,
        )
        counted = (_money(expected["sum_credit"]), _money(expected["sum_debit"]))
        assert (outcome.credit, outcome.debit) == counted, (expected["file"], outcome)
        ties = not any("klopt niet" in sentence or "saldo van" in sentence for sentence in outcome.sentences)
        assert ties == (expected["balances_tie"] == "yes") or outcome.unread, (expected["file"], outcome)


def _money(told: str) -> Money:
    return Money(int(Decimal(told) * 100))
