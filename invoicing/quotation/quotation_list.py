"""The quotations as a list: found by state and words, the newest first, by the page."""

from datetime import date
from typing import NamedTuple

from flask_babel import lazy_gettext, ngettext
from sqlalchemy import and_, func, or_, select, true

from coop.database import db
from coop.money import Money
from invoicing.quotation.quotation import Pays, Quotation, QuotationState
from members.party import Party, matches, words_of
from orders.forms import FREQUENCY_NAMES
from orders.recurrence import Frequency

STATE_NAMES = {
    QuotationState.DRAFT: lazy_gettext("concept"),
    QuotationState.SENT: lazy_gettext("bij de klant"),
    QuotationState.ACCEPTED: lazy_gettext("geaccepteerd"),
    QuotationState.DECLINED: lazy_gettext("afgewezen"),
    QuotationState.EXPIRED: lazy_gettext("verlopen"),
    QuotationState.WITHDRAWN: lazy_gettext("ingetrokken"),
    QuotationState.REPLACED: lazy_gettext("vervangen"),
}
PAYS_NAMES = {
    Pays.VISIT: lazy_gettext("Een prijs per keer"),
    Pays.MONTH: lazy_gettext("Eén prijs, in gelijke delen per maand"),
    Pays.END: lazy_gettext("Eén prijs, in één keer als het klaar is"),
}


def often(quotation: Quotation) -> str:
    """How often we come, in words."""
    if quotation.days:
        return str(ngettext("op %(num)d afgesproken dag", "op %(num)d afgesproken dagen", len(quotation.days)))
    return str(FREQUENCY_NAMES[Frequency(quotation.frequency)])


class QuotationRow(NamedTuple):
    """One quotation as the list shows it."""

    id: int
    number: str | None
    revision: str
    state: str
    title: str
    customer: str
    valid_until: date
    net: Money

    @property
    def code(self) -> str:
        """The number as people say it."""
        return f"{self.number or ''}{'' if self.revision == 'A' else self.revision}"


def found(
    *, words: str = "", state: str = "", net: Money | None = None, below: int | None = None, limit: int | None
) -> list[QuotationRow]:
    """Those in this state whose number, title or customer holds every word, or that come to this amount."""
    number = func.coalesce(Quotation.number, "")
    told = and_(
        true(),
        *(
            or_(
                matches(word),
                Quotation.title.icontains(word, autoescape=True),
                (number + Quotation.revision).icontains(word, autoescape=True),
            )
            for word in words_of(words)
        ),
    )
    query = (
        select(
            Quotation.id,
            Quotation.number,
            Quotation.revision,
            Quotation.state,
            Quotation.title,
            Party.name,
            Quotation.valid_until,
            Quotation.net,
        )
        .join(Party, Party.id == Quotation.party_id)
        .where(told if net is None else or_(told, Quotation.net == net))
        .order_by(Quotation.id.desc())
        .limit(limit)
    )
    if state in list(QuotationState):
        query = query.where(Quotation.state == state)
    if below is not None:
        query = query.where(Quotation.id < below)
    return [QuotationRow(*row) for row in db.session.execute(query)]
