"""The mails about a quotation: to the customer with the private link, to us what the customer answered."""

from typing import Any

from flask_babel import force_locale, gettext

from coop import mail, outbox
from coop.filters import day, written
from coop.languages import STAFFS
from coop.permission import Role
from invoicing.contract.contract import of_quotation
from invoicing.quotation import document
from invoicing.quotation.quotation import Quotation, QuotationState, find
from invoicing.quotation.sending import PRINT
from members.role_mail import addresses


@outbox.handler(PRINT)
def print_and_mail(payload: dict[str, Any]) -> None:
    """Keep the paper of a quotation, once, and mail it to the customer with the private link."""
    quotation = find(payload["quotation"], lock=True)
    if quotation.pdf_sha is not None or quotation.is_draft:
        return
    document.keep(quotation, payload["link"])
    if payload["mails"] and quotation.state == QuotationState.SENT:  # it may be answered or taken back by now
        _offer(quotation, payload["link"])


def confirm(quotation: Quotation, page: str, ours: str) -> None:
    """Confirm to both that it was accepted, by whom and for what, with the paper."""
    contract = of_quotation(quotation.id)
    paper = [document.keep(quotation, page)]
    facts = _facts(quotation, page) | {
        "signer": quotation.signer,
        "role": quotation.signer_role,
        "contract": contract.number if contract else "",
        "ours": ours,
    }
    with force_locale(_language(quotation)):
        mail.send(
            quotation.party.email,
            gettext("Bevestiging van offerte %(number)s: %(title)s", **facts),
            gettext(
                "Beste %(name)s,\n\nBedankt voor de opdracht. %(signer)s (%(role)s) accepteerde offerte "
                "%(number)s.\n"
                "Het nummer van het contract is %(contract)s. De offerte zit bij deze mail.\n"
                "We laten weten wanneer we komen.\n\nHier lees je alles terug:\n%(page)s\n\n%(house)s",
                **facts,
            ),
            attachments=paper,
            about=quotation.source,
        )
    _tell_us(
        quotation,
        lambda: gettext("Offerte %(number)s is geaccepteerd door %(name)s", **facts),
        lambda: gettext(
            "%(signer)s (%(role)s) accepteerde: %(title)s, %(net)s zonder btw.\n"
            "Contract %(contract)s is gemaakt en de eerste keren staan in de planning. Zoek wie het doet:\n"
            "%(ours)s\n",
            **facts,
        ),
        paper,
    )


def tell_declined(quotation: Quotation, ours: str) -> None:
    """Tell us that the customer does not want it, and why."""
    facts = _facts(quotation, "") | {"reason": quotation.reason, "ours": ours}
    _tell_us(
        quotation,
        lambda: gettext("Offerte %(number)s is afgewezen door %(name)s", **facts),
        lambda: gettext("%(title)s\n\nDe klant schrijft: %(reason)s\n\n%(ours)s\n", **facts),
    )


def tell_question(quotation: Quotation, question: str, ours: str) -> None:
    """Pass a question on."""
    facts = _facts(quotation, "") | {"question": question, "email": quotation.party.email, "ours": ours}
    _tell_us(
        quotation,
        lambda: gettext("Vraag over offerte %(number)s van %(name)s", **facts),
        lambda: gettext(
            "%(title)s\n\nDe klant vraagt: %(question)s\n\nAntwoord aan: %(email)s\n%(ours)s\n", **facts
        ),
    )


def _offer(quotation: Quotation, page: str) -> None:
    facts = _facts(quotation, page)
    with force_locale(_language(quotation)):
        mail.send(
            quotation.party.email,
            gettext("Offerte %(number)s van %(house)s: %(title)s", **facts),
            gettext(
                "Beste %(name)s,\n\nHierbij onze offerte voor: %(title)s. De prijs is %(net)s zonder btw.\n"
                "De offerte geldt tot en met %(until)s en zit bij deze mail.\n\n"
                "Bekijken, accepteren of iets vragen kan hier:\n%(page)s\n\n%(house)s",
                **facts,
            ),
            attachments=[quotation.pdf_sha or ""],
            about=quotation.source,
        )


def _tell_us(quotation: Quotation, subject: Any, text: Any, attachments: list[str] | None = None) -> None:
    """Write to everybody who takes orders and everybody who sets prices, in Dutch whoever answers."""
    with force_locale("nl"):
        for to in sorted({*addresses(Role.COORDINATOR), *addresses(Role.TREASURER)}):
            mail.send(to, subject(), text(), attachments=attachments, about=quotation.source)


def _language(quotation: Quotation) -> str:
    # Organisations read what staff reads: their contracts are in no other language of the house.
    return quotation.party.language if quotation.party.language in STAFFS else "nl"


def _facts(quotation: Quotation, page: str) -> dict[str, Any]:
    facts = quotation.snapshot or {}
    return {
        "number": quotation.code,
        "title": quotation.title,
        "name": quotation.party.name,
        "net": written(quotation.net),
        "until": day(quotation.valid_until),
        "page": page,
        "house": facts.get("seller", {}).get("name", ""),
    }
