"""What a revenue model says in plain words: does it pay for itself, does it help people, what does it need."""

from flask_babel import gettext, ngettext

from invoicing.revenue_model.facts import NOTHING
from invoicing.revenue_model.model import Line
from invoicing.whole_euros import whole


def verdict(line: Line) -> str:
    """Money and help in one sentence each, so that neither hides the other."""
    money = _money(line)
    if not line.helps:
        return money
    hours = line.guided_minutes // 60
    gives: str = ngettext(
        "En deze dienst helpt mensen: %(num)d uur meedoen en leren.",
        "En deze dienst helpt mensen: %(num)d uur meedoen en leren.",
        hours,
    )
    return f"{money} {gives}"


def badge(line: Line) -> tuple[str, str]:
    """The same in two words, and how that feels."""
    if line.earns:
        return (gettext("verdient en helpt"), "good") if line.helps else (gettext("verdient"), "good")
    if line.helps:
        return gettext("kost geld en helpt"), "info"
    return gettext("kost geld"), "warn"


def break_even(line: Line) -> str:
    """How many jobs a month it needs, in words; never where each job only costs more."""
    need = line.break_even
    if need is None:
        return str(gettext("nooit"))
    return str(need)


def break_even_sentence(line: Line) -> str:
    """The same as a sentence, with what there is now."""
    need = line.break_even
    sentence: str
    if not line.part.jobs:
        sentence = gettext("Er is nog geen klus gefactureerd. Daarom weten we dit nog niet.")
    elif need is None:
        sentence = gettext("Nooit: elke klus kost meer dan hij opbrengt. Meer klussen helpen dus niet.")
    elif need == 0:
        sentence = gettext("Er zijn geen vaste kosten te dekken. Elke klus telt mee.")
    else:
        sentence = gettext(
            "Uit de kosten bij %(need)s klussen per maand. Nu zijn het er %(now)s.",
            need=need,
            now=line.jobs_a_month,
        )
    return sentence


def _money(line: Line) -> str:
    own = line.own_result
    sentence: str
    if own >= NOTHING:
        sentence = gettext("Deze dienst verdient zichzelf terug en houdt € %(left)s over.", left=whole(own))
    elif line.part.support and line.result >= NOTHING:
        sentence = gettext(
            "Deze dienst komt zelf € %(short)s tekort. Subsidie en giften vullen dat aan.", short=whole(-own)
        )
    else:
        sentence = gettext("Deze dienst kost € %(short)s meer dan hij opbrengt.", short=whole(-line.result))
    return sentence
