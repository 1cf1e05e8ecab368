"""What can be read from a line, without asking the books."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.matching import clues


@pytest.mark.parametrize(
    ("told", "known", "is_alike", "is_same"),
    [
        ("F Haddad", "Fatima Haddad", True, True),
        ("HADDAD F. E/O BAKKER J", "Fatima Haddad", True, True),
        ("Hr J de Vries", "Fatima de Vries", True, False),
        ("DE VRIES", "Fatima de Vries", True, True),
        ("K. Smit", "Fatima Haddad", False, False),
        ("", "Fatima Haddad", False, False),
        ("M. Yıldız", "Mehmet Yildiz", True, True),
        ("Müller", "Hans Muller", True, True),
        ("Gereedschap & Zo BV", "Gereedschap en Zo", True, True),
        ("Jan", "Jan de Vries", False, False),
    ],
)
def test_names_are_compared_as_banks_write_them(told: str, known: str, is_alike: bool, is_same: bool) -> None:
    assert (clues.alike(told, known), clues.same_person(told, known)) == (is_alike, is_same)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-0042", ["2026-0042"]),
        ("12026-00421", []),
        ("2026-0042 en 2026-0043", ["2026-0042", "2026-0043"]),
        ("2026-0042 2026-0042", ["2026-0042"]),
        ("op 2026-03-11", []),
        ("factuur 42", []),
    ],
)
def test_numbers_are_found_where_they_stand_alone(text: str, found: list[str]) -> None:
    assert clues.numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("factuur 42", [42]), ("nr. 0042", [42]), ("fact 12-03", []), ("huisnummer 4", []), ("42", [])],
)
def test_a_short_number_needs_a_word_before_it(text: str, found: list[int]) -> None:
    assert clues.short_numbers(text) == found


@given(st.from_regex(r"20\d\d-\d{4}", fullmatch=True))
def test_every_near_number_is_one_typo_away_and_no_number_is_near_itself(number: str) -> None:
    near = list(clues.near_numbers(number))
    assert number.replace("-", "") not in near
    assert all(one_typo_apart(number.replace("-", ""), one) for one in near)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    clues.numbers(text)
    clues.broken_numbers(text)
    clues.short_numbers(text)
    clues.alike(text, text)
    clues.same_person(text, "Fatima Haddad")
    clues.mentions(text, text)


def one_typo_apart(one: str, other: str) -> bool:
    """Whether one key was hit wrong: a digit that is another, is missing, is too much, or changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        wrong = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(wrong) == 1:
            return True
        return len(wrong) == 2 and (
            wrong[1] == wrong[0] + 1 and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
        )
    short, long = sorted((one, other), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
