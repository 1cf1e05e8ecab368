"""The paper of a mandate: what the scheme wants on it (EPC222-07), printed after the signing and kept."""

from typing import Any

from flask_babel import force_locale, format_date, gettext

from coop import address, files, mail, outbox
from coop.clock import local
from coop.database import db
from coop.languages import speaking
from coop.paper import report
from coop.paper.printable import printable
from coop.rules import direct_debit
from invoicing.direct_debit.mandate import Mandate, find
from invoicing.direct_debit.signing import PRINT
from invoicing.document import spaced


def printed(mandate: Mandate) -> bytes:
    """The paper as PDF (PDF/UA-1): the one that is kept, or made on the spot while it is not printed yet."""
    stored = files.get(mandate.pdf_sha) if mandate.pdf_sha else None
    if stored is not None:
        return stored.content
    with force_locale("nl"):
        return report.printed("mandates", **_facts(mandate))


def html(mandate: Mandate) -> str:
    """The same as HTML."""
    with force_locale("nl"):
        return report.html("mandates", **_facts(mandate))


def file_name(mandate: Mandate) -> str:
    """What the file is called, without an ending; it names nobody."""
    return f"machtiging-{mandate.reference}"


@outbox.handler(PRINT)
def keep(payload: dict[str, Any]) -> None:
    """Print a mandate once and mail it to the customer, with the link on which it can be withdrawn."""
    mandate = find(payload["mandate"], lock=True)
    if mandate.pdf_sha is not None:
        return
    stored = files.keep(printed(mandate), f"{file_name(mandate)}.pdf", "application/pdf")
    mandate.pdf_sha = stored.sha256
    db.session.flush()
    if mandate.party.email:
        _mail(mandate)


def _mail(mandate: Mandate) -> None:
    page = address.link("signing.show", token=mandate.token)
    with speaking(mandate.party.language):
        subject = gettext("Je machtiging voor %(name)s", name=mandate.creditor["name"])
        text = gettext(
            "Beste %(name)s,\n\nBedankt, je machtiging %(mandate)s is er. Je vindt hem bij deze mail.\n"
            "We schrijven niets af zonder je eerst te mailen welk bedrag en wanneer.\n\n%(how)s"
            "Heb jij dit niet gedaan? Laat het ons meteen weten.\n\n%(house)s",
            name=mandate.party.name,
            mandate=mandate.reference,
            how=gettext("Zien of intrekken: %(page)s\n\n", page=page) if page else "",
            house=mandate.creditor["name"],
        )
    mail.send(mandate.party.email, subject, text, attachments=[mandate.pdf_sha or ""], about=mandate.source)


def _facts(mandate: Mandate) -> dict[str, object]:
    return {
        "mandate": mandate,
        "creditor": {
            "name": printable(mandate.creditor["name"]),
            "lines": [printable(line) for line in mandate.creditor["lines"] if line],
            "creditor_id": mandate.creditor["creditor_id"],
        },
        "holder": printable(mandate.holder),
        "signature": printable(mandate.signature),
        "iban": spaced(mandate.iban),
        "signed": f"{format_date(mandate.signed_on, 'd MMMM y')}, {local(mandate.signed_at):%H:%M}",
        "weeks": direct_debit.terms(mandate.signed_on).refund_weeks,
    }
