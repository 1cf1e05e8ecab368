"""The forecast in sentences: how the year ends, how sure that is, and how far off we were."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from coop.filters import month as month_name
from coop.filters import percent
from coop.money import Money
from invoicing.forecast.accuracy import Accuracy, accuracy
from invoicing.forecast.forecast import Forecast
from invoicing.forecast.year_end import YearEnd
from invoicing.whole_euros import in_euros

ENOUGH = 24
"""From so many months on there is a season to see."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How the year ends, in a sentence and its range; `kind` is good, warn or bad."""

    kind: str
    sentence: str
    range: str


def answer(end: YearEnd) -> Answer:
    """What is most likely, and between what."""
    result, found = end.result, end.range
    most = {"year": end.year, "amount": in_euros(abs(result))}
    if result.cents < 0:
        sentence = gettext("%(year)s eindigt waarschijnlijk met %(amount)s te kort.", **most)
    else:
        sentence = gettext("%(year)s eindigt waarschijnlijk met %(amount)s over.", **most)
    kind = "good" if found.low_80 >= 0 else "bad" if found.high_80 < 0 else "warn"
    return Answer(
        kind,
        sentence,
        gettext(
            "8 van de 10 keer komt het tussen %(low)s en %(high)s uit. De kans dat het jaar boven nul eindigt, is "
            "%(chance)s.",
            low=in_euros(Money(found.low_80)),
            high=in_euros(Money(found.high_80)),
            chance=_chance(end.chance_above_zero),
        ),
    )


def remarks(found: Forecast) -> list[str]:
    """What to keep in mind beside it: how far off we were, how little we know, and what ends by itself."""
    said = (
        how_far_off(accuracy(found.walked)),
        little_history(found.history.months),
        ends_by_itself(found),
    )
    return [sentence for sentence in said if sentence]


def how_far_off(found: Accuracy | None) -> str:
    """How far off we were, beside what we say now."""
    if found is None:
        return str(gettext("Er zijn te weinig maanden om na te gaan hoe goed deze vooruitblik is."))
    said = ngettext(
        "De afgelopen maand zaten we er %(error)s naast. Dat is %(share)s van wat er omgaat.",
        "De afgelopen %(num)d maanden zaten we er gemiddeld %(error)s per maand naast. Dat is %(share)s van wat "
        "er omgaat.",
        found.months,
        error=in_euros(Money(found.error)),
        share=percent(round(found.share, -2)),
    )
    parts = [said]
    if found.judged:
        parts.append(gettext("%(times)s van de 10 keer lag de uitkomst binnen de marge.", times=found.times))
    if found.year_error is not None:
        error = in_euros(Money(found.year_error))
        parts.append(gettext("Over twaalf maanden samen zaten we er gemiddeld %(error)s naast.", error=error))
    return " ".join(parts)


def little_history(months: int) -> str:
    """What to keep in mind while there is little to go by; empty once there is enough."""
    if not months:
        return str(
            gettext("Er is nog geen maand voorbij. We kennen alleen wat is afgesproken, dus de marge is een gok.")
        )
    if months < ENOUGH:
        return str(
            ngettext(
                "Er is pas %(num)d maand om van te leren. Seizoenen zien we na twee jaar.",
                "Er zijn pas %(num)d maanden om van te leren. Seizoenen zien we na twee jaar.",
                months,
            )
        )
    return ""


def ends_by_itself(found: Forecast) -> str:
    """From when on no grant is awarded any more, where one still runs."""
    with_grant = {month for ((side, _key), month), cents in found.certain.spread.items() if side == "C" and cents}
    if not with_grant or max(with_grant) >= found.months[-1].month:
        return ""
    last = month_name(max(with_grant))
    return str(gettext("Na %(month)s is er nog geen subsidie toegekend. Daarna rekenen we zonder.", month=last))


def _chance(hundredths: int) -> str:
    if hundredths >= 99:
        return str(gettext("meer dan %(share)s", share=percent(9800)))
    if hundredths <= 1:
        return str(gettext("minder dan %(share)s", share=percent(200)))
    return percent(100 * hundredths)
