"""What a file gives to open the books with, and the faults that keep it from being booked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext, ngettext

from coop.errors import Refusal
from coop.money import Money

MOST_TOLD = 25
"""After so many faults the rest is only counted."""


Fault = tuple[int, str]
"""The line in the file, 0 for the file as a whole, and the sentence without its stop."""


class NotOpened(Refusal):
    """The books are opened with everything that is right or with nothing: each fault is one sentence."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Take the faults, to tell them in the order of the file."""
        self.faults = [_told(*fault) for fault in sorted(faults, key=lambda fault: fault[0])[:MOST_TOLD]]
        more = len(faults) - MOST_TOLD
        if more > 0:
            self.faults.append(ngettext("En nog %(num)d fout.", "En nog %(num)d fouten.", more))
        super().__init__("\n  ".join([gettext("Er is niets geboekt. Verbeter eerst dit:"), *self.faults]))


@dataclass(frozen=True, slots=True)
class GivenLine:
    """An amount that stood on an account, debit above zero; the account as the file calls it."""

    where: int
    """The line in the file, for who mends it."""
    account: str
    amount: Money
    label: str = ""
    name: str = ""
    rgs: str = ""
    kind: str = ""
    """B or P where the file says so."""


@dataclass
class Given:
    """The lines that were read, for which year, and what could not be read."""

    year: int | None
    lines: list[GivenLine] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def _told(where: int, sentence: str) -> str:
    if where:
        return str(gettext("Regel %(line)s: %(sentence)s.", line=where, sentence=sentence))
    return f"{sentence[0].upper()}{sentence[1:]}."
