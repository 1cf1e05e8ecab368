"""Purchases: what suppliers ask, entered with its attachment, paid by hand, undone when wrong."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from coop import actor_names, clock, files
from coop.database import db
from coop.errors import Refusal
from coop.ledger import chart
from coop.ledger.account import accounts
from coop.ledger.cost_object import CostObject
from coop.ledger.posting import posted
from coop.ledger.transaction import transaction
from coop.menu import Group, MenuItem
from coop.money import Money
from coop.permission import Permission, allow
from invoicing import attachment, purchase, purchase_approval, purchase_list, purchase_payment, taxed_share
from invoicing.bought import Bought
from invoicing.forms.invoices import MovedForm
from invoicing.forms.purchases import VAT, PurchaseForm, filled_in
from invoicing.paying_out import dispute, payee
from invoicing.paying_out.by_order import must_be_by_hand
from invoicing.purchase import Purchase
from invoicing.purchase_approval import OwnPurchase
from invoicing.received import proposal
from invoicing.received.proposal import Proposal
from members.party import Organisation, Party
from members.party import find as find_party

pages = Blueprint("purchases", __name__)
menu = [
    MenuItem(
        lazy_gettext("Inkoop"),
        "purchases.index",
        Permission.LEDGER_READ,
        10,
        rooms=("receiving",),
        group=Group.OUTGOING,
        key="i",
    )
]


PAGE = 50


class NoSupplier(Refusal):
    """A purchase has a supplier."""


@pages.get("/inkoop")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """Every purchase, the latest first."""
    before, words = request.args.get("before", type=int), _words()
    items = purchase_list.latest(PAGE + 1, before, words)
    older = items[PAGE - 1].id if len(items) > PAGE else None
    return render_template(
        "purchases/index.html", items=items[:PAGE], older=older, before=before, words=words, **_shown()
    )


@pages.get("/inkoop/open")
@allow(Permission.LEDGER_READ)
def open_list() -> ResponseReturnValue:
    """What we still have to pay, the longest overdue first."""
    items, today = purchase_list.still_open(_words()), clock.today()
    nothing = Money.zero()
    return render_template(
        "purchases/open.html",
        items=items,
        total=sum((item.open for item in items), nothing),
        late=sum((item.open for item in items if item.due_on < today), nothing),
        words=_words(),
        **_shown(),
    )


@pages.route("/inkoop/nieuw", methods=["GET", "POST"])
@allow(Permission.PURCHASES_BOOK)
def new() -> ResponseReturnValue:
    """Enter a supplier's invoice, from the paper or as its e-invoice proposes."""
    received = _received(request.values.get("original"))
    form = PurchaseForm(*_choices(), **(filled_in(received) if received else {}))
    if form.validate_on_submit():
        try:
            made = purchase.enter(
                _supplier(form, received),
                form.number.data,
                form.day.data,
                form.due_on.data,
                _bought(form),
                remark=form.remark.data or "",
                attachment_sha=_attachment(received),
                original_sha=form.original.data or None,
            )
            if received:
                payee.learn(made.supplier, received.paper.sender.iban)
            return redirect(url_for("purchases.show", purchase_id=made.id), 303)
        except Refusal as refusal:
            db.session.rollback()
            form.refuse(refusal)
    page = render_template("purchases/new.html", form=form, received=received)
    return page, 422 if form.sentences else 200


@pages.get("/inkoop/<int:purchase_id>")
@allow(Permission.LEDGER_READ)
def show(purchase_id: int) -> ResponseReturnValue:
    """One purchase."""
    return _page(purchase.find(purchase_id), None)


@pages.get("/inkoop/<int:purchase_id>/bijlage")
@allow(Permission.LEDGER_READ)
def attached(purchase_id: int) -> ResponseReturnValue:
    """The supplier's own paper."""
    sha = purchase.find(purchase_id).attachment_sha
    stored = files.get(sha) if sha else None
    if stored is None:
        abort(404)
    answer = Response(stored.content, content_type=stored.content_type)
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


@pages.post("/inkoop/<int:purchase_id>/goedkeuring")
@allow(Permission.PURCHASES_APPROVE)
def approve(purchase_id: int) -> ResponseReturnValue:
    """Approve it as the second person."""
    found = purchase.find(purchase_id)
    try:
        purchase_approval.approve(found.id, found.entered_by)
        flash(gettext("Goedgekeurd. De factuur kan betaald worden."))
    except OwnPurchase as refusal:
        flash(refusal.sentence, "error")
    return redirect(url_for("purchases.show", purchase_id=found.id), 303)


@pages.post("/inkoop/<int:purchase_id>/betaling")
@allow(Permission.PURCHASES_BOOK)
def pay(purchase_id: int) -> ResponseReturnValue:
    """Book what we paid."""
    found, form = purchase.find(purchase_id, lock=True), MovedForm()
    if form.validate_on_submit():
        try:
            purchase_payment.pay(
                found,
                form.day.data,
                form.amount.data,
                form.way.data,
                form.reference.data or "",
                seen=form.seen.data,
            )
            return redirect(url_for("purchases.show", purchase_id=found.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, form), 422


@pages.post("/inkoop/<int:purchase_id>/terugdraaien")
@allow(Permission.PURCHASES_BOOK)
def undo(purchase_id: int) -> ResponseReturnValue:
    """Undo a purchase that was entered wrong."""
    found = purchase.find(purchase_id, lock=True)
    purchase_payment.undo_purchase(found, clock.today())
    return redirect(url_for("purchases.show", purchase_id=found.id), 303)


@pages.post("/inkoop/betalingen/<int:payment_id>/terugdraaien")
@allow(Permission.PURCHASES_BOOK)
def undo_payment(payment_id: int) -> ResponseReturnValue:
    """Undo a payment that was booked wrong."""
    wrong = purchase_payment.find(payment_id, lock=True)
    must_be_by_hand(wrong.way)
    purchase_payment.undo(wrong, clock.today())
    return redirect(url_for("purchases.show", purchase_id=wrong.purchase_id), 303)


def _shown() -> dict[str, Any]:
    return {"waiting": purchase_approval.waiting(), "today": clock.today()}


def _page(found: Purchase, form: MovedForm | None) -> str:
    left, made, approval = purchase_payment.open_of(found), posted(found.source), purchase_approval.of(found.id)
    approved_by = (approval.approved_by if approval else None) or ""
    return render_template(
        "purchases/show.html",
        purchase=found,
        left=left,
        form=form or MovedForm(formdata=None, day=clock.today(), amount=left),
        payments=purchase_payment.payments_of(found),
        approval=approval,
        approver=actor_names.names([approved_by]).get(approved_by, approved_by),
        original=purchase.original_of(found.id),
        dispute=dispute.of(found.id),
        accounts={account.number: account.label for account in accounts(all_=True)},
        booked=transaction(made.id).date if made else found.day,
        rules={choice.value: choice.label for choice in VAT},
        all=taxed_share.ALL,
    )


def _words() -> str:
    return request.args.get("q", "")[:80].strip()


def _choices() -> tuple[list[tuple[int, str]], list[tuple[str, str]], list[tuple[int, str]]]:
    suppliers = db.session.execute(select(Organisation.id, Organisation.name).order_by(Organisation.name))
    objects = db.session.execute(select(CostObject.id, CostObject.name).order_by(CostObject.name))
    costs = [
        account
        for account in accounts()
        if account.kind == "P" or account.number.startswith("0") or account.number == chart.PAID_AHEAD
    ]
    return (
        [(id_, name) for id_, name in suppliers],
        [(account.number, account.label) for account in costs],
        [(id_, name) for id_, name in objects],
    )


def _received(sha256: str | None) -> Proposal | None:
    stored = files.get(sha256) if sha256 else None
    return None if stored is None else proposal.propose(stored.content)


def _supplier(form: PurchaseForm, received: Proposal | None) -> Party:
    if form.supplier.data:
        return find_party(form.supplier.data)
    name = (form.new_supplier.data or "").strip()
    if received is not None and name == received.paper.sender.name:
        return proposal.new_supplier(received.paper.sender)
    if not name:
        raise NoSupplier(gettext("Kies een leverancier of vul een nieuwe in."), "supplier")
    made = Organisation(name=name)
    db.session.add(made)
    db.session.flush()
    return made


def _bought(form: PurchaseForm) -> list[Bought]:
    bought = []
    for number, entry in enumerate(form.lines, 1):
        line = entry.form
        if not line.net.data:
            continue
        if not line.account.data:
            raise purchase.NothingBought(gettext("Kies bij regel %(number)s een rekening.", number=number))
        bought.append(
            Bought(
                line.account.data,
                line.net.data,
                line.vat_rule.data,
                line.text.data or "",
                line.cost_object.data or None,
                line.vat.data,
                None if line.percent.data is None else line.percent.data * 100,
            )
        )
    return bought


def _attachment(received: Proposal | None) -> str | None:
    upload = request.files.get("attachment")
    if upload is None or not upload.filename:
        pdf = received.paper.pdf if received is not None else None
        return attachment.keep(pdf, gettext("factuur.pdf")) if pdf else None
    return attachment.keep(upload.stream.read(attachment.LARGEST + 1), upload.filename)
