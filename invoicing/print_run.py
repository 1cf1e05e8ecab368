"""The print run: issued invoices get their PDF, in chunks, by as many processes as there are cores.

Each chunk is kept and committed on its own, with the mails that carry it. Killed at any moment, the next one goes
on with the invoices that have none.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from coop import address, files, mail, outbox
from coop.daily import new_day
from coop.database import db
from coop.filters import day, money
from coop.languages import speaking
from coop.paper.printing import CHUNK, pdfs
from coop.paper.sheet import Sheet
from invoicing import electronic
from invoicing.billing_run import PRINT, BillingRun, unprinted
from invoicing.direct_debit.covering import mandate_for
from invoicing.document import file_name, sheet
from invoicing.invoice import Invoice
from invoicing.online.link import token_of

ONE = "invoices.print_one"
HISTORY = "invoices.print_history"
HISTORY_A_DAY = 100
ALONE = 5  # so few are printed here: starting processes would take longer


def print_run(run_id: int, processes: int | None = None) -> Iterator[int]:
    """Print what a run still misses and yield how many were printed after each chunk; commits as it goes."""
    return print_invoices(_missing(Invoice.run_id == run_id), processes)


def print_invoices(numbers: Sequence[str], processes: int | None = None) -> Iterator[int]:
    """Print these invoices, keep each chunk with its mails, and yield how many were done; commits as it goes."""
    db.session.commit()  # nothing may be held while it prints: on SQLite even reading takes the writer's lock
    done = 0
    chunks = [numbers[i : i + CHUNK] for i in range(0, len(numbers), CHUNK)]
    printed = pdfs(map(_documents, chunks), 1 if len(numbers) <= ALONE else processes)
    for chunk, contents in zip(chunks, printed, strict=True):
        for number, content in zip(chunk, contents, strict=True):
            keep(number, content)
        db.session.commit()
        done += len(chunk)
        yield done


def keep(number: str, content: bytes) -> str:
    """Keep the PDF and the UBL of an invoice, once: who comes second gets the first one's hash.

    Its mail leaves with it.
    """
    invoice = db.session.get_one(Invoice, number)
    electronic.keep(invoice, file_name(invoice, "xml"))
    stored = files.keep(content, file_name(invoice), "application/pdf")
    first = db.session.execute(
        update(Invoice)
        .where(Invoice.number == number, Invoice.pdf_sha.is_(None))
        .values(pdf_sha=stored.sha256)
        .returning(Invoice.number)
        .execution_options(synchronize_session=False)
    ).first()
    db.session.refresh(invoice, ["pdf_sha"])
    if first is not None and _is_mailed(invoice):
        _mail(invoice)
    return invoice.pdf_sha or stored.sha256


@outbox.handler(PRINT)
def _print(payload: dict[str, Any]) -> None:
    for _ in print_run(payload["run"]):
        pass


@outbox.handler(ONE)
def _print_one(payload: dict[str, Any]) -> None:
    for _ in print_invoices(_missing(Invoice.number == payload["number"])):
        pass


@outbox.handler(HISTORY)
def _print_history(payload: dict[str, Any]) -> None:
    # A chunk at a time: in between the worker may be told to stop, and whatever is more urgent goes first.
    numbers = _missing()[:CHUNK]
    for _ in print_invoices(numbers, processes=1):
        pass
    done = payload.get("done", 0) + len(numbers)
    if numbers and done < HISTORY_A_DAY:
        outbox.put(HISTORY, {"done": done}, priority=9)


@new_day.subscribe
def go_on(on: date) -> None:
    """Take up the runs a killed worker left, and print some of what was never printed (loaded or imported)."""
    for run in unprinted():
        outbox.put(PRINT, {"run": run.id})
    if db.session.scalar(select(Invoice.number).where(Invoice.pdf_sha.is_(None)).limit(1)):
        outbox.put(HISTORY, {}, key=f"{HISTORY}:{on}", priority=9)


def _missing(*which: Any) -> list[str]:
    query = select(Invoice.number).where(Invoice.pdf_sha.is_(None), *which)
    return list(db.session.scalars(query.order_by(Invoice.issued_on.desc(), Invoice.number)))


def _documents(numbers: Sequence[str]) -> list[Sheet]:
    invoices = db.session.scalars(
        select(Invoice)
        .where(Invoice.number.in_(numbers))
        .options(selectinload(Invoice.lines), selectinload(Invoice.taxes))
    )
    by_number = {invoice.number: sheet(invoice) for invoice in invoices}
    db.session.commit()
    return [by_number[number] for number in numbers]


def _is_mailed(invoice: Invoice) -> bool:
    if not invoice.customer["email"]:
        return False
    if invoice.run_id is None:
        return True
    run = db.session.get(BillingRun, invoice.run_id)
    return run is None or run.mails


def _attachments(invoice: Invoice) -> list[str]:
    # The UBL lies inside the PDF as well; who keeps books by machine wants it as a file of its own.
    files_ = [invoice.pdf_sha, invoice.ubl_sha if invoice.customer["kind"] == "organisation" else None]
    return [sha for sha in files_ if sha]


def _mail(invoice: Invoice) -> None:
    with speaking(invoice.customer.get("language", "nl")):
        subject, text = _words(invoice)
    mail.send(
        invoice.customer["email"],
        subject,
        text,
        attachments=_attachments(invoice),
        about=f"invoice:{invoice.number}",
    )


def _words(invoice: Invoice) -> tuple[str, str]:
    facts = {
        "number": invoice.number,
        "amount": money(abs(invoice.payable)),
        "day": day(invoice.due_on),
        "name": invoice.customer["name"],
        "house": invoice.seller["name"],
        "original": invoice.original_number or "",
    }
    if invoice.is_credit:
        subject = gettext("Creditnota %(number)s van %(house)s", **facts)
        text = gettext(
            "Beste %(name)s,\n\nJe krijgt %(amount)s terug van factuur %(original)s.\n"
            "De creditnota zit bij deze mail.\n\n"
            "Vragen? Antwoord op deze mail of bel ons.\n\n%(house)s",
            **facts,
        )
    elif (mandate := mandate_for(invoice)) is not None:
        subject = gettext("Factuur %(number)s van %(house)s: %(amount)s", **facts)
        text = gettext(
            "Beste %(name)s,\n\nBedankt dat je ons werk gaf. De factuur van %(amount)s zit bij deze mail.\n"
            "Je hoeft niets te doen: we schrijven het af van rekening %(iban)s.\n"
            "Je krijgt eerst nog een mail met de dag.\n\n"
            "Klopt er iets niet? Antwoord op deze mail of bel ons.\n\n%(house)s",
            iban=mandate.masked,
            **facts,
        )
    else:
        subject = gettext("Factuur %(number)s van %(house)s: %(amount)s", **facts)
        text = gettext(
            "Beste %(name)s,\n\nBedankt dat je ons werk gaf. Je betaalt %(amount)s, uiterlijk %(day)s.\n"
            "De factuur zit bij deze mail. Zet bij je betaling het nummer %(number)s.\n\n%(how)s"
            "Klopt er iets niet, of lukt betalen niet op tijd? Antwoord op deze mail of bel ons.\n\n%(house)s",
            how=_how_to_pay(invoice),
            **facts,
        )
    return subject, text


def _how_to_pay(invoice: Invoice) -> str:
    page = address.link("pay.show", token=token_of(invoice.number)) if invoice.payable else None
    return gettext("Hier zie je wat er open staat en betaal je:\n%(page)s\n\n", page=page) if page else ""
