"""The short code of an order, to say over the phone: its number, mixed so that codes do not look alike."""

_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"  # no vowels (no words), nothing that looks like 0, O, 1 or I
_BASE = len(_LETTERS)
_PLACES = 5
_ALL = _BASE**_PLACES
_FACTOR, _SHIFT = 9_463_273, 1_234_567  # the factor shares no divisor with 28, so every code has one number
_BACK = pow(_FACTOR, -1, _ALL)


def code_of(number: int) -> str:
    """The code of an order's number, such as B-4F7K2; it hides how many orders there are, it is no secret."""
    mixed = (number * _FACTOR + _SHIFT) % _ALL
    letters = ""
    for _ in range(_PLACES):
        mixed, place = divmod(mixed, _BASE)
        letters = _LETTERS[place] + letters
    return f"B-{letters}"


def number_of(code: str) -> int | None:
    """The number behind a code, however it was typed; None when it is no code at all."""
    letters = code.strip().upper().removeprefix("B-").removeprefix("B ")
    if len(letters) != _PLACES or any(letter not in _LETTERS for letter in letters):
        return None
    mixed = 0
    for letter in letters:
        mixed = mixed * _BASE + _LETTERS.index(letter)
    number: int = (mixed - _SHIFT) * _BACK % _ALL
    return number
