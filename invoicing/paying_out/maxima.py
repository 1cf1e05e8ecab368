"""The maxima of the allowance at paying out: what passes one is in doubt until somebody says why it is paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import force_locale, gettext

from coop.money import Money
from invoicing.allowances import maximum
from invoicing.allowances.counted import counted, rates, volunteers
from orders import limit
from orders.limit import LimitPassed, Step

KEPT_IN = "nl"
"""The language in which is kept what somebody passed."""


@dataclass(frozen=True, slots=True)
class Passing:
    """What a person passes in a month, and the reason why it is paid all the same; both can be empty."""

    told: str
    reason: str

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is in doubt while there is no reason."""
        return (self.told,) if self.told and not self.reason else ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What who pays is told once there is one."""
        if not self.reason:
            return ()
        return (str(gettext("Boven het maximum, met reden: %(reason)s", reason=self.reason)),)


def passing(wanted: Iterable[tuple[int, date]]) -> dict[tuple[int, date], Passing]:
    """What these people pass in these months; nothing for who gets no allowance in that year."""
    pairs = set(wanted)
    known, kept, found = rates(), limit.passed(Step.PAYOUT), {}
    for year in {month.year for _, month in pairs}:
        people = volunteers(year, {person_id for person_id, month in pairs if month.year == year})
        sums = counted(year, people) if people else {}
        for person_id, month in pairs:
            if month.year == year and person_id in people:
                months = sums.get(person_id, {})
                about = kept.get(name(person_id, month))
                reason = about.reason if about is not None and _holds(about, months, month, known) else ""
                found[person_id, month] = Passing(_told(months, month, known), reason)
    return found


def told(person_id: int, month: date) -> str:
    """Which maxima a person passes in a month, in one text; empty when none is."""
    found = passing([(person_id, month)]).get((person_id, month))
    return found.told if found else ""


def name(person_id: int, month: date) -> str:
    """Under which name it is kept: that of the allowance of the month."""
    return f"allowance:{person_id}:{month:%Y-%m}"


def _told(months: dict[date, Money], month: date, known: list[tuple[date, Money]]) -> str:
    text = " ".join(maximum.passed(months, [month], known))
    return text[:1].upper() + text[1:300]


def _holds(kept: LimitPassed, months: dict[date, Money], month: date, known: list[tuple[date, Money]]) -> bool:
    # For just what was passed then, whatever language it is looked at in now.
    with force_locale(KEPT_IN):
        return kept.sentence == _told(months, month, known)
