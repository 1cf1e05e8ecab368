"""The day of these tests, and the ledger that is whole after each of them."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from coop import clock
from coop.ledger.verify import verify
from tests.invoicing.cast import wijk

TODAY = date(2025, 12, 10)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk()
        yield
        assert verify().first_fault is None
