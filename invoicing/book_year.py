"""The years that a book can be of."""

from flask_babel import gettext

from coop.errors import NotFound


def a_year(year: int) -> int:
    """The year in an address; raises NotFound for one that no budget and no exploitatie can have."""
    if not 2000 <= year <= 2999:
        raise NotFound(gettext("Dit jaar is er niet."))
    return year
