"""Names are found in free text however they stand in it, and other words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.xaf.names import Names

KNOWN = Names(
    ["Fatima Haddad", "Jan de Vries", "Anne-Marie van 't Hof", "Óscar Núñez"], ["Kwekerij De Boom", "Gemeente"]
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Voorschot aan Fatima Haddad, mei", "Voorschot aan (naam), mei"),
        ("voorschot fatima haddad", "voorschot (naam)"),
        ("Fiets van Fatima", "Fiets van (naam)"),
        ("Sleutel bij Vries", "Sleutel bij (naam)"),
        ("Huur jan en feb", "Huur jan en feb"),
        ("JAN DE VRIES en Óscar", "(naam) en (naam)"),
        ("Anne-Marie van 't Hof betaalde", "(naam) betaalde"),
        ("Inkoop 12 van Kwekerij De Boom", "Inkoop 12 van (naam)"),
        ("De Boom is gesnoeid", "De Boom is gesnoeid"),
        ("Factuur 2026-0042", "Factuur 2026-0042"),
        ("", ""),
    ],
)
def test_a_name_is_left_out(text: str, masked: str) -> None:
    assert KNOWN.masked(text) == masked


@given(st.lists(st.sampled_from(["Fatima Haddad", "Jan de Vries", "snoeien", "12", "–", "Kwekerij De Boom"])))
def test_no_full_name_is_ever_left(parts: list[str]) -> None:
    masked = KNOWN.masked(" ".join(parts))
    assert not any(name in masked for name in ("Haddad", "Vries", "Kwekerij"))
    assert masked.count("snoeien") == parts.count("snoeien")
