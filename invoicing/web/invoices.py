"""Invoices: the list, one invoice with what is behind it, its PDF, and crediting it."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import clock, files, mail
from coop.errors import Refusal
from coop.menu import Group, MenuItem
from coop.money import Money, NotAnAmount
from coop.permission import Permission, allow
from coop.rules import book
from coop.web.download import as_file
from invoicing import credit as crediting
from invoicing import electronic, open_items, payment, receipt
from invoicing.direct_debit import collection_list
from invoicing.direct_debit.return_reason import in_words
from invoicing.document import file_name, printed
from invoicing.forms.invoices import CreditForm
from invoicing.invoice import Invoice, by_number
from invoicing.online import dispute
from invoicing.online.link import token_of
from invoicing.ubl.profile import Profile, lacking
from members import party

pages = Blueprint("invoices", __name__)
menu = [
    MenuItem(
        lazy_gettext("Facturen"),
        "invoices.index",
        Permission.INVOICES_READ,
        20,
        rooms=("payments",),
        group=Group.INCOMING,
        key="f",
    )
]

PAGE = 50


@pages.get("/facturen")
@allow(Permission.INVOICES_READ)
def index() -> ResponseReturnValue:
    """Every invoice, newest first; of one customer, or with some words, if so asked."""
    before, asked = request.args.get("voor"), _asked()
    items = open_items.latest(PAGE + 1, before=before, **asked)
    older = items[PAGE - 1].number if len(items) > PAGE else None
    return render_template(
        "invoices/index.html",
        items=items[:PAGE],
        older=older,
        before=before,
        customer=party.find(asked["party_id"]) if asked["party_id"] else None,
        words=asked["words"],
        today=clock.today(),
    )


@pages.get("/facturen/open")
@allow(Permission.INVOICES_READ)
def open_list() -> ResponseReturnValue:
    """What is still to be paid, the longest overdue first, with the sums by age."""
    words, today = _asked()["words"], clock.today()
    items = open_items.open_items(words)
    return render_template(
        "invoices/open.html",
        items=items,
        ages=open_items.by_age(items, today),
        total=sum((item.open for item in items), Money.zero()),
        words=words,
        today=today,
    )


@pages.get("/facturen/<number>")
@allow(Permission.INVOICES_READ)
def show(number: str) -> ResponseReturnValue:
    """One invoice, what it is for and what was paid of it."""
    invoice = by_number(number)
    about = invoice.original if invoice.original is not None else invoice
    return render_template(
        "invoices/show.html",
        invoice=invoice,
        item=open_items.open_item(about.number),
        payments=payment.payments_of(about),
        collected=collection_list.items_of(about.number),
        in_words=in_words,
        mails=mail.about(invoice.source),
        rules={rule.code: rule for rule in book.vat_rules()},
        lacking=lacking(invoice),
        disputes=dispute.of_invoice(about.number),
        reason_in_words=dispute.reason_in_words,
        receipt=receipt.may_be_simple(invoice),
        pay_token=None if invoice.is_credit else token_of(number),
        today=clock.today(),
    )


@pages.get("/facturen/<number>/pdf")
@allow(Permission.INVOICES_READ)
def pdf(number: str) -> ResponseReturnValue:
    """The PDF as it is kept; one that is not printed yet is made on the spot and gives the same bytes."""
    invoice = by_number(number)
    stored = files.get(invoice.pdf_sha) if invoice.pdf_sha else None
    content = stored.content if stored is not None else printed(invoice)
    return as_file(content, "application/pdf", file_name(invoice), inline="bewaar" not in request.args)


@pages.get("/facturen/<number>/ubl")
@allow(Permission.INVOICES_READ)
def electronic_invoice(number: str) -> ResponseReturnValue:
    """The e-invoice as it is kept, or by the rules that are asked for."""
    invoice = by_number(number)
    asked = request.args.get("regels", "")
    content = electronic.made(invoice, Profile(asked) if asked in set(Profile) else None)
    return as_file(content, electronic.CONTENT_TYPE, file_name(invoice, "xml"))


@pages.get("/facturen/<number>/bon")
@allow(Permission.INVOICES_READ)
def short(number: str) -> ResponseReturnValue:
    """The receipt, with what was paid so far."""
    invoice = by_number(number)
    return as_file(receipt.printed(invoice), "application/pdf", receipt.file_name(invoice), inline=True)


@pages.route("/facturen/<number>/creditnota", methods=["GET", "POST"])
@allow(Permission.BILLING_RUN)
def credit(number: str) -> ResponseReturnValue:
    """Credit an invoice, whole or in part."""
    invoice, form = by_number(number), CreditForm()
    if not form.validate_on_submit():
        return _credit_page(invoice, form), 422 if form.errors else 200
    try:
        made = crediting.credit(
            invoice.number,
            form.reason.data,
            _amounts(invoice),
            bill_again=form.bill_again.data,
            seen=form.seen.data,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _credit_page(invoice, form), 422
    return redirect(url_for("invoices.show", number=made.number), 303)


def _asked() -> dict[str, Any]:
    return {"words": request.args.get("q", "")[:80].strip(), "party_id": request.args.get("party", type=int)}


def _amounts(invoice: Invoice) -> dict[int, Money]:
    amounts = {}
    for line in invoice.lines:
        typed = request.form.get(f"line_{line.id}", "").strip()
        if typed:
            try:
                amounts[line.id] = Money.parse(typed)
            except NotAnAmount as wrong:
                raise NotAnAmount(gettext("%(text)s: %(why)s", text=line.text, why=wrong.sentence)) from wrong
    return amounts


def _credit_page(invoice: Invoice, form: CreditForm) -> str:
    left = [row for row in crediting.remaining(invoice) if row.amount]
    typed = {row.line.id: request.form.get(f"line_{row.line.id}", row.amount.decimal()) for row in left}
    return render_template(
        "invoices/credit.html", invoice=invoice, form=form, left=left, total=crediting.total(left), typed=typed
    )
