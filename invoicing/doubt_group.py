"""Doubts gathered by their reason: one sentence with a number, and under it each thing to look at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from invoicing.bill import Bill
from invoicing.doubt import Doubt, Reason

_SENTENCES: dict[Reason, Callable[[int], str]] = {
    Reason.HOURS_OPEN: lambda n: ngettext(
        "%(num)d klus wacht: de uren zijn nog niet goedgekeurd.",
        "%(num)d klussen wachten: de uren zijn nog niet goedgekeurd.",
        n,
    ),
    Reason.NO_ADDRESS: lambda n: ngettext(
        "%(num)d klant heeft geen volledig adres. Vul het aan.",
        "%(num)d klanten hebben geen volledig adres. Vul het aan.",
        n,
    ),
    Reason.NO_VAT_RULE: lambda n: ngettext(
        "%(num)d klus heeft geen btw-regel.", "%(num)d klussen hebben geen btw-regel.", n
    ),
    Reason.NO_VAT_ID: lambda n: ngettext(
        "%(num)d klant heeft geen btw-nummer. Btw verleggen kan alleen daarmee.",
        "%(num)d klanten hebben geen btw-nummer. Btw verleggen kan alleen daarmee.",
        n,
    ),
    Reason.RULE_UNREAD: lambda n: ngettext(
        "%(num)d btw-regel is nog niet bevestigd.",
        "%(num)d btw-regels zijn nog niet bevestigd.",
        n,
    ),
    Reason.PRICE_DIFFERS: lambda n: ngettext(
        "%(num)d klus kost iets anders dan in de bestelling staat.",
        "%(num)d klussen kosten iets anders dan in de bestelling staat.",
        n,
    ),
    Reason.LATE: lambda n: ngettext(
        "%(num)d factuur had er al moeten zijn.", "%(num)d facturen hadden er al moeten zijn.", n
    ),
    Reason.DUE_SOON: lambda n: ngettext(
        "%(num)d factuur moet voor de vijftiende weg.", "%(num)d facturen moeten voor de vijftiende weg.", n
    ),
    Reason.NOTHING_TO_PAY: lambda n: ngettext("Op %(num)d factuur komt € 0.", "Op %(num)d facturen komt € 0.", n),
    Reason.NO_EMAIL: lambda n: ngettext(
        "%(num)d klant heeft geen e-mailadres. Print die factuur en bezorg hem.",
        "%(num)d klanten hebben geen e-mailadres. Print die facturen en bezorg ze.",
        n,
    ),
    Reason.NO_E_INVOICE: lambda n: ngettext(
        "Bij %(num)d e-factuur ontbreekt iets.", "Bij %(num)d e-facturen ontbreekt iets.", n
    ),
}


@dataclass(frozen=True)
class DoubtGroup:
    """The doubts with one reason, each thing once."""

    reason: Reason
    blocks: bool
    items: list[tuple[Bill, Doubt]]

    @property
    def sentence(self) -> str:
        """All of them in one sentence."""
        return _SENTENCES[self.reason](len(self.items))

    @property
    def short(self) -> str:
        """The reason in a word or three, for the line of one customer."""
        return str(
            {
                Reason.HOURS_OPEN: gettext("wacht op uren"),
                Reason.NO_ADDRESS: gettext("geen adres"),
                Reason.NO_VAT_RULE: gettext("geen btw-regel"),
                Reason.NO_VAT_ID: gettext("geen btw-nummer"),
                Reason.RULE_UNREAD: gettext("btw-regel niet bevestigd"),
                Reason.PRICE_DIFFERS: gettext("andere prijs"),
                Reason.LATE: gettext("te laat"),
                Reason.DUE_SOON: gettext("moet voor de 15e"),
                Reason.NOTHING_TO_PAY: gettext("€ 0"),
                Reason.NO_EMAIL: gettext("geen e-mail"),
                Reason.NO_E_INVOICE: gettext("e-factuur niet af"),
            }[self.reason]
        )


def grouped(bills: Iterable[Bill]) -> list[DoubtGroup]:
    """The doubts of these bills by reason; the ones that block come first."""
    found: dict[tuple[bool, int], dict[tuple[object, ...], tuple[Bill, Doubt]]] = {}
    order = list(Reason)
    for bill in bills:
        for doubt in bill.doubts:
            group = found.setdefault((not doubt.blocks, order.index(doubt.reason)), {})
            of_all = doubt.reason is Reason.RULE_UNREAD
            key = (doubt.about,) if of_all else (doubt.about, doubt.job_id, bill.party.id)
            group.setdefault(key, (bill, doubt))
    return [
        DoubtGroup(order[place], not passes, list(items.values()))
        for (passes, place), items in sorted(found.items())
    ]
