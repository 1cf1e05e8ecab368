"""The letters of SEPA: whatever somebody is called, a bank can read something of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.sepa_letters import has_letters, sepa_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Zoë Łukasz-Ørsted", "Zoe Lukasz-Orsted"),
        ("Straße & Søn", "Strasse + Son"),
        ("  Jan \t de\nVries ", "Jan de Vries"),
        ("//Jan//Piet/", "Jan/Piet"),
        ("O’Brien", "O'Brien"),
    ],
)
def test_letters_become_their_plain_neighbours(text: str, plain: str) -> None:
    assert sepa_text(text, 70) == plain


def test_a_name_without_any_such_letter_is_known_to_be_one() -> None:
    assert not has_letters("ሰላም")
    assert has_letters("ሰላም Tewelde")


@given(st.text(), st.integers(1, 140))
def test_whatever_is_written_fits_the_field_and_the_set(text: str, length: int) -> None:
    plain = sepa_text(text, length)
    assert len(plain) <= length
    assert re.fullmatch(r"[A-Za-z0-9/\-?:().,'+ ]*", plain)
    assert not plain.startswith("/")
    assert "//" not in plain
