"""The file for the bank: by the published schemas, in its letters, and the same bytes each time."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from lxml import etree

from coop import clock
from coop.database import db
from coop.money import Money
from invoicing.direct_debit import making, message, withdrawing
from invoicing.direct_debit.collection import Collection
from invoicing.direct_debit.pain_008 import VERSIONS
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import DUE, MONDAY, customer, invoiced, signed
from tests.standards import findings


@pytest.fixture(autouse=True)
def _monday(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        yield


def a_collection(version: str = "08") -> Collection:
    """First debits, following ones and a one-off, of people with all kinds of letters in their names."""
    zoe = customer("Zoë Çelik-Łukasz", 1234)
    invoiced(zoe, 4321)
    signed(zoe)
    signed(customer("Jan d'Hondt & Søn", 999), "DE89370400440532013000")
    signed(customer("ሰላም Tewelde", 5), invoice_number="2026-0004")
    return making.make(DUE, version=version)


def told(collection: Collection, name: str) -> list[str]:
    """What the file says under a name, in order."""
    root = etree.fromstring(message.content(collection))
    return [str(element.text) for element in root.iter(f"{{*}}{name}")]


@pytest.mark.judged
@pytest.mark.parametrize("version", VERSIONS)
def test_the_file_is_clean_by_the_published_schema_and_the_rules_of_the_scheme(
    version: str, tmp_path: Path
) -> None:
    content = message.content(a_collection(version))
    assert f"pain.008.001.{version}".encode() in content
    assert findings("pain008", content, tmp_path) == ""


def test_what_the_file_asks_is_what_stands_in_the_collection() -> None:
    made = a_collection()
    amounts = [Decimal(text) for text in told(made, "InstdAmt")]
    assert told(made, "NbOfTxs")[0] == str(len(amounts)) == "4"
    assert Decimal(told(made, "CtrlSum")[0]) == sum(amounts) == Decimal(made.total.plain())
    assert sum(Decimal(text) for text in told(made, "CtrlSum")[1:]) == sum(amounts)


def test_each_sequence_is_a_part_of_its_own_and_the_bank_is_waited_for_by_that_part() -> None:
    made = a_collection()
    assert told(made, "SeqTp") == ["FRST", "OOFF", "RCUR"]
    assert told(made, "PmtInfId") == ["INC-00001-FRST", "INC-00001-OOFF", "INC-00001-RCUR"]
    assert {item.batch for item in made.items} == set(told(made, "PmtInfId"))


def test_a_file_of_one_sequence_has_one_part_that_bears_its_own_name() -> None:
    signed(customer())
    made = making.make(DUE)
    assert told(made, "PmtInfId") == told(made, "MsgId") == ["INC-00001"]


def test_names_are_in_the_letters_that_every_bank_takes() -> None:
    made = a_collection()
    assert set(told(made, "Nm")) >= {
        "Zoe Celik-Lukasz",
        "Jan d'Hondt + Son",
        ".... Tewelde"[1:],
        "Cooperatie Wijkbedrijf Beijum U.A.",
    }


def test_the_same_collection_is_the_same_file_also_when_it_is_made_again() -> None:
    made = a_collection()
    first, sha = message.content(made), made.file_sha
    db.session.commit()
    with clock.at(DUE):
        message.keep(made)
    assert (message.content(made), made.file_sha) == (first, sha)


def test_what_is_taken_out_is_no_longer_asked() -> None:
    made = a_collection()
    before = made.file_sha
    withdrawing.withdraw_item(made.items[0])
    assert made.file_sha != before
    assert made.total == Money(4321 + 999 + 5)
    assert Decimal(told(made, "CtrlSum")[0]) == Decimal("53.25")
    assert made.items[0].end_to_end not in told(made, "EndToEndId")
