"""The file for the bank: by the published schema, with every amount to the cent."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from invoicing.paying_out import approving
from invoicing.paying_out.pain import NAMESPACE
from invoicing.sepa_letters import sepa_text
from tests.invoicing.paying_out.cast import OTHER_IBAN, approved, asks, supplier
from tests.standards import findings

NAMES = {"p": NAMESPACE}


def file() -> bytes:
    """The file of an order with two transfers, one with letters that banks do not pass on."""
    asks(supplier(), 12_100)
    odd = supplier("Café “Ýpema” & Zönen_BV", OTHER_IBAN)
    odd.street, odd.city = "Straße", ""
    asks(odd, 1, "F//2026€")
    return approving.file_of(approved())


@pytest.mark.judged
def test_the_published_rules_find_nothing(tmp_path: Path) -> None:
    assert findings("pain001", file(), tmp_path) == ""


def test_it_holds_sums_reference_account_and_structured_address() -> None:
    root = etree.fromstring(file())
    told = {
        path: root.xpath(f"//p:{path}/text()", namespaces=NAMES)
        for path in (
            "CtrlSum",
            "NbOfTxs",
            "EndToEndId",
            "InstdAmt",
            "Ustrd",
            "Ctry",
            "TwnNm",
            "CdtrAcct/p:Id/p:IBAN",
        )
    }
    assert told == {
        "CtrlSum": ["121.01", "121.01"],
        "NbOfTxs": ["2", "2"],
        "EndToEndId": ["UIT-000001-1", "UIT-000001-2"],
        "InstdAmt": ["0.01", "121.00"],
        "Ustrd": ["Factuur F/2026EUR", "Factuur F-1"],
        "Ctry": ["NL", "NL"],
        "TwnNm": ["Groningen", "Groningen"],
        "CdtrAcct/p:Id/p:IBAN": [OTHER_IBAN, "NL20INGB0001234567"],
    }
    assert "Cafe 'Ypema' + Zonen-BV" in root.xpath("//p:Cdtr/p:Nm/text()", namespaces=NAMES)


@given(st.text(max_size=200))
def test_a_bank_gets_only_letters_that_it_passes_on(text: str) -> None:
    made = sepa_text(text, 35)
    assert len(made) <= 35
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")
    assert "//" not in made
    assert made == made.strip("/ ")
