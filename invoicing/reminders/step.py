"""The steps of reminding: which comes after which, and after how many days."""

from datetime import date, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext

from coop.rules.collection import letter_term


class Step(StrEnum):
    """How far reminding is."""

    FRIENDLY = "friendly"
    SECOND = "second"
    LETTER = "letter"
    COST = "cost"
    """The cost of collecting is asked."""


STEP_NAMES = {
    Step.FRIENDLY: lazy_gettext("herinnering"),
    Step.SECOND: lazy_gettext("tweede herinnering"),
    Step.LETTER: lazy_gettext("laatste brief"),
    Step.COST: lazy_gettext("kosten in rekening"),
}
AFTER = {
    Step.FRIENDLY: timedelta(days=7),
    Step.SECOND: timedelta(days=14),
    Step.LETTER: timedelta(days=14),
}
"""Our own pace: so long after the last day to pay, or after the step before, a step is proposed."""
POST = timedelta(days=3)
"""So long a letter may be on its way: the term of the law begins when it was received."""


def next_step(done: Step | None, since: date, on: date, *, consumer: bool) -> Step | None:
    """The step that is due on a day, None when none is; `since` is the day of the step before, or the last to pay.

    The letter is for consumers: who acts as a business owes the cost without one (BW 6:96 lid 4).
    """
    steps = [Step.FRIENDLY, Step.SECOND, *([Step.LETTER] if consumer else []), Step.COST]
    place = 0 if done is None else steps.index(done) + 1 if done in steps else len(steps)
    if place >= len(steps):
        return None
    term = letter_term() + POST if done == Step.LETTER else AFTER.get(steps[place], AFTER[Step.LETTER])
    return steps[place] if on >= since + term else None


def is_final(step: Step | None, *, consumer: bool) -> bool:
    """Whether nothing but the cost can follow, so that what falls due later begins anew beside it."""
    return step in (Step.COST, Step.LETTER if consumer else Step.SECOND)
