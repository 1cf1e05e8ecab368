"""The ways this year can end, to say how likely a positive year is."""

from collections.abc import Sequence


def futures() -> Sequence[int]:
    """The results of many made-up futures of this year, in cents; none as long as nobody can say."""
    return ()
