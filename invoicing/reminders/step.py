"""The steps of reminding: which comes after which, and after how many days."""

from datetime import date, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext


class Step(StrEnum):
    """How far reminding is."""

    FRIENDLY = "friendly"
    SECOND = "second"
    LETTER = "letter"


STEP_NAMES = {
    Step.FRIENDLY: lazy_gettext("herinnering"),
    Step.SECOND: lazy_gettext("tweede herinnering"),
    Step.LETTER: lazy_gettext("laatste brief"),
}
AFTER = {
    Step.FRIENDLY: timedelta(days=7),
    Step.SECOND: timedelta(days=14),
    Step.LETTER: timedelta(days=14),
}
"""Our own pace: so long after the last day to pay, or after the step before, a step is proposed."""


def next_step(done: Step | None, since: date, on: date, *, consumer: bool) -> Step | None:
    """The step that is due on a day, None when none is; `since` is the day of the step before, or the last to pay.

    The letter is for consumers: who acts as a business owes the cost without one (BW 6:96 lid 4).
    """
    steps = [Step.FRIENDLY, Step.SECOND, *([Step.LETTER] if consumer else [])]
    place = 0 if done is None else steps.index(done) + 1 if done in steps else len(steps)
    if place >= len(steps) or on < since + AFTER[steps[place]]:
        return None
    return steps[place]
