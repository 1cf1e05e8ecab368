"""Numbers that others gave out: kept when their own rule holds, refused when it does not."""

from collections.abc import Callable

import pytest

from coop import identifiers
from coop.identifiers import NotANumber


@pytest.mark.parametrize(
    ("read", "typed", "kept"),
    [
        (identifiers.kvk, "1234 5678", "12345678"),
        (identifiers.vat_id, "nl 123456789 b13", "NL123456789B13"),
        (identifiers.vat_id, "BE 0403.170.701", "BE0403170701"),
        (identifiers.oin, "0000 0001 0012 3456 7000", "00000001001234567000"),
        (identifiers.iban, "NL13 TEST 0123 4567 89", "NL13TEST0123456789"),
        (identifiers.creditor_id, "nl13 zzz 9000 0013 0000", "NL13ZZZ900000130000"),
        (identifiers.creditor_id, "DE98ZZZ09999999999", "DE98ZZZ09999999999"),
    ],
)
def test_a_right_number_is_kept_in_its_own_form(read: Callable[[str], str], typed: str, kept: str) -> None:
    assert read(typed) == kept


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (identifiers.kvk, "1234567"),
        (identifiers.kvk, "١٢٣٤٥٦٧٨"),
        (identifiers.vat_id, "NL123456789B14"),
        (identifiers.oin, "123"),
        (identifiers.iban, "NL14TEST0123456789"),
        (identifiers.creditor_id, "NL14ZZZ900000130000"),
        (identifiers.creditor_id, "NL70ZZZ9"),
    ],
)
def test_a_wrong_number_is_refused(read: Callable[[str], str], typed: str) -> None:
    with pytest.raises(NotANumber):
        read(typed)
