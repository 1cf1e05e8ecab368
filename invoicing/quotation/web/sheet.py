"""The page of one quotation, with its calculation: the lines, what comes on top, and what is asked."""

from typing import Any

from flask import render_template
from flask_babel import gettext

from coop import clock, mail
from invoicing.contract.contract import of_quotation
from invoicing.quotation import answering, overhead, reckoning, sending
from invoicing.quotation.forms import LINE_NAMES, LineForm, MarkupForm, markups_of
from invoicing.quotation.quotation import LineKind, Quotation
from invoicing.quotation.quotation_list import PAYS_NAMES, STATE_NAMES, often
from members.engagement import KIND_NAMES, EngagementKind


def page(found: Quotation, line: LineForm | None = None, markups: MarkupForm | None = None) -> str:
    """The page as it stands, with a form that was refused in the place of a fresh one."""
    made, draft = reckoning.reckon(found), found.is_draft
    return render_template(
        "quotations/show.html",
        quotation=found,
        made=made,
        cost=made.calculation,
        lines=[(one, _what(one)) for one in found.lines],
        lacking=sending.lacking(found) if draft else [],
        suggestion=overhead.suggestion(clock.today()) if draft else None,
        line=line or _fresh(found),
        markups=markups or MarkupForm(formdata=None, **markups_of(found)),
        often=often(found),
        pays=PAYS_NAMES,
        states=STATE_NAMES,
        contract=of_quotation(found.id),
        open=answering.is_open(found),
        mails=mail.about(found.source),
    )


def _fresh(found: Quotation) -> LineForm:
    last = found.lines[-1] if found.lines else None
    begun: dict[str, Any] = {"activity": last.activity, "vat_rule": last.vat_rule} if last else {}
    return LineForm(formdata=None, **begun)


def _what(line: Any) -> str:
    if line.kind != LineKind.WORK:
        return str(LINE_NAMES[LineKind(line.kind)])
    who = str(KIND_NAMES[EngagementKind(line.engagement)])
    words: str = gettext("%(who)s, %(rate)s per uur", who=who, rate=line.rate)
    return words
