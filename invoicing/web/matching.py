"""Matching on the screen: what waits with its proposals, and one line by hand."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select

from coop import wijk
from coop.database import db
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.ledger.cost_object import CostObject
from coop.permission import Permission, allow
from invoicing.bank import line as bank_lines
from invoicing.bank.line import BankLine
from invoicing.forms.matching import ByHandForm, ProposalForm
from invoicing.matching import by_hand, open_money, running, taught, undoing, waiting, weighing
from invoicing.matching.booking import book
from invoicing.matching.drafted import Booking
from invoicing.matching.match import matches_of, standing
from invoicing.matching.proposal import Goes, Part, Proposal
from invoicing.matching.waiting import mark_of

pages = Blueprint("matching", __name__)

PAGE = 20


@pages.get("/bank/koppelen")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """The lines that wait, the oldest first, each with what it may be for."""
    after, words = request.args.get("after", type=int), request.args.get("q", "")[:80].replace("\0", "").strip()
    items = waiting.lines(PAGE + 1, after, words)
    return render_template(
        "matching/index.html",
        items=items[:PAGE],
        later=items[PAGE - 1].line.id if len(items) > PAGE else None,
        after=after,
        words=words,
        left=waiting.left(),
        mark_of=mark_of,
        booked=_just_booked(),
    )


@pages.post("/bank/koppelen")
@allow(Permission.BANK_IMPORT)
def run() -> ResponseReturnValue:
    """Look again: an invoice or a rule of today may make a line of yesterday certain."""
    EmptyForm()
    ran = running.run()
    flash(
        gettext(
            "%(booked)s regels vanzelf geboekt, %(waiting)s wachten op jou.",
            booked=ran.booked,
            waiting=ran.waiting,
        )
    )
    return redirect(url_for("matching.index"), 303)


@pages.get("/bank/regels/<int:line_id>")
@allow(Permission.LEDGER_READ)
def show(line_id: int) -> ResponseReturnValue:
    """One line: what it was booked as, or what it may be for and the form to say it."""
    return _page(bank_lines.find(line_id))


@pages.post("/bank/regels/<int:line_id>/voorstel")
@allow(Permission.PAYMENTS_BOOK)
def accept(line_id: int) -> ResponseReturnValue:
    """Book a proposal that was shown."""
    line, form = bank_lines.find(line_id, lock=True), ProposalForm()
    if not form.validate_on_submit():
        return _page(line), 422
    changed = gettext("Er is intussen iets veranderd. Kijk nog eens naar de voorstellen.")
    try:
        book([Booking(line, waiting.by_mark(line, form.proposal.data, changed))])
    except Refusal as refusal:
        flash(refusal.sentence, "error")
        return redirect(url_for("matching.show", line_id=line.id), 303)
    return _on(line)


@pages.post("/bank/regels/<int:line_id>/boeking")
@allow(Permission.PAYMENTS_BOOK)
def say(line_id: int) -> ResponseReturnValue:
    """Book what the treasurer says it is, and remember it when asked to."""
    line = bank_lines.find(line_id, lock=True)
    form = ByHandForm(_objects())
    if form.validate_on_submit():
        try:
            money, cost_object = open_money.read(line.booked_on), form.cost_object.data or None
            proposal = by_hand.proposal(form.told, money, line.amount, cost_object)
            if form.remember.data:
                _teach(line, proposal.parts, form.words.data or "")
            book([Booking(line, proposal)])
            return _on(line)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(line, form), 422


@pages.post("/bank/regels/<int:line_id>/opzij")
@allow(Permission.PAYMENTS_BOOK)
def aside(line_id: int) -> ResponseReturnValue:
    """Put a line aside that is in the books in another way; nothing is booked."""
    EmptyForm()
    line = bank_lines.find(line_id, lock=True)
    part = Part(Goes.ASIDE, "", line.amount)
    book(
        [
            Booking(
                line, Proposal((part,), (gettext("Opzij gelegd: staat al op een andere manier in de boeken."),), 0)
            )
        ]
    )
    return _on(line)


@pages.post("/bank/regels/<int:line_id>/losmaken")
@allow(Permission.PAYMENTS_BOOK)
def undo(line_id: int) -> ResponseReturnValue:
    """Undo what a line was booked as; everything it booked is reversed today."""
    EmptyForm()
    line = bank_lines.find(line_id, lock=True)
    undoing.undo(line.id)
    flash(gettext("Losgemaakt. De boeking is teruggedraaid en de regel wacht weer."))
    return redirect(url_for("matching.show", line_id=line.id), 303)


def _page(line: BankLine, form: ByHandForm | None = None) -> str:
    match, money = standing(line.id), open_money.read(line.booked_on)
    proposals = [] if match else weighing.best(line, money, wijk.current().small_difference)
    blank = ByHandForm(_objects(), formdata=None)
    return render_template(
        "matching/show.html",
        line=line,
        match=match,
        before=[one for one in matches_of(line.id) if one.undone_at is not None],
        proposals=proposals,
        mark_of=mark_of,
        places=by_hand.places(money) if match is None else [],
        form=form or blank,
    )


def _on(line: BankLine) -> ResponseReturnValue:
    return redirect(url_for("matching.index", geboekt=line.id), 303)


def _just_booked() -> object:
    line_id = request.args.get("geboekt", type=int)
    return standing(line_id) if line_id is not None else None


def _teach(line: BankLine, parts: tuple[Part, ...], words: str) -> None:
    [part] = parts if len(parts) == 1 else [None]
    if part is None or part.goes != Goes.ACCOUNT:
        raise taught.NotToBeTaught(
            gettext("We onthouden alleen één rekening, geen factuur of verdeling."), "remember"
        )
    taught.teach(line.iban, line.amount, part.key, part.cost_object, words)


def _objects() -> list[tuple[int, str]]:
    query = select(CostObject.id, CostObject.name).order_by(CostObject.name)
    return [(key, name) for key, name in db.session.execute(query)]
