"""Member capital on the screen: who holds what, what one share is worth, and every move of a member's shares."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import clock
from coop.errors import NotFound, Refusal
from coop.menu import Group, MenuItem
from coop.money import Money
from coop.permission import Permission, allow
from coop.web import download
from members import member as members
from members import share, share_booking, share_certificate
from members.forms.shares import HeldForm, IssueForm, MoneyForm, ShareValueForm, TransferForm
from members.member import Member
from members.share import Move, Standing
from members.share_value import set_value, values

pages = Blueprint("shares", __name__)
menu = [MenuItem(lazy_gettext("Ledenkapitaal"), "shares.index", Permission.SHARES_READ, 30, group=Group.PEOPLE)]

FORMS: dict[Move, type[Any]] = {
    Move.ISSUE: IssueForm,
    Move.PAYMENT: MoneyForm,
    Move.TRANSFER: TransferForm,
    Move.REDEMPTION: HeldForm,
    Move.REPAYMENT: MoneyForm,
}
VERBS: dict[Move, Callable[[Member, Any], object]] = {
    Move.ISSUE: lambda one, form: share_booking.issue(one, form.shares.data, form.day.data),
    Move.PAYMENT: lambda one, form: share_booking.receive(one, form.amount.data, form.day.data, form.way.data),
    Move.TRANSFER: lambda one, form: share_booking.transfer(
        one, members.find(form.receiver_id.data), form.shares.data, form.worth, form.day.data
    ),
    Move.REDEMPTION: lambda one, form: share_booking.redeem(one, form.shares.data, form.worth, form.day.data),
    Move.REPAYMENT: lambda one, form: share_booking.repay(one, form.amount.data, form.day.data, form.way.data),
}


@pages.get("/ledenkapitaal")
@allow(Permission.SHARES_READ)
def index() -> ResponseReturnValue:
    """Who holds shares, today or on another day."""
    return _index(ShareValueForm(formdata=None, begin=clock.today()))


@pages.post("/ledenkapitaal/waarde")
@allow(Permission.SHARES_BOOK)
def value() -> ResponseReturnValue:
    """Write down what the statutes say a share is worth."""
    form = ShareValueForm()
    if form.validate_on_submit() and form.amount.data is not None:
        try:
            set_value(form.begin.data, form.amount.data, form.article.data or "")
            flash(gettext("De waarde van een aandeel is bewaard."))
            return redirect(url_for("shares.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _index(form), 422


@pages.get("/leden/<int:member_id>/aandelen")
@allow(Permission.SHARES_READ)
def show(member_id: int) -> ResponseReturnValue:
    """A member's shares and all that happened to them."""
    moves = share.moves_of(member_id)
    return render_template(
        "shares/show.html",
        member=members.find(member_id),
        moves=moves,
        undone=share.undone(moves),
        standing=share.tally(moves).get(member_id, Standing()),
        today=clock.today(),
    )


@pages.get("/leden/<int:member_id>/aandelen/bewijs.pdf")
@allow(Permission.SHARES_READ)
def certificate(member_id: int) -> ResponseReturnValue:
    """On paper what shares a member has."""
    one = members.find(member_id)
    return download.paper(share_certificate.printed(one), f"aandelen-lid-{one.number}")


@pages.route("/leden/<int:member_id>/aandelen/<kind>", methods=["GET", "POST"])
@allow(Permission.SHARES_BOOK)
def book(member_id: int, kind: str) -> ResponseReturnValue:
    """Book a move of a member's shares, with what is open filled in already."""
    move, one = _move(kind), members.find(member_id)
    standing = share.standing_of(member_id)
    form = _form(move, one, standing)
    if form.validate_on_submit():
        try:
            share_booking.must_have_seen(one, form.last_seen)
            VERBS[move](one, form)
            flash(gettext("Geboekt."))
            return redirect(url_for("shares.show", member_id=member_id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    page = render_template(
        "shares/book.html",
        member=one,
        kind=move,
        form=form,
        standing=standing,
        latest=share.latest_of(member_id),
    )
    return page, 422 if form.sentences else 200


@pages.post("/aandelen/<int:move_id>/terugdraaien")
@allow(Permission.SHARES_BOOK)
def undo(move_id: int) -> ResponseReturnValue:
    """Undo a booking that was wrong."""
    wrong = share.find(move_id)
    member_id = wrong.member_id
    share_booking.undo(wrong, clock.today())
    flash(gettext("Teruggedraaid."))
    return redirect(url_for("shares.show", member_id=member_id), 303)


def _index(form: ShareValueForm) -> str:
    rows = share.standings(_on())
    nothing = Money.zero()
    return render_template(
        "shares/index.html",
        form=form,
        on=_on(),
        today=clock.today(),
        rows=rows,
        values=values(),
        capital=sum((standing.capital for _, standing in rows), nothing),
        unpaid=sum((standing.unpaid for _, standing in rows), nothing),
        owed=sum((standing.owed for _, standing in rows), nothing),
    )


def _form(move: Move, one: Member, standing: Standing) -> Any:
    amount = standing.unpaid if move == Move.PAYMENT else standing.owed
    form = FORMS[move](day=clock.today(), amount=amount)
    if isinstance(form, HeldForm):
        form.offer(standing)
    if isinstance(form, TransferForm):
        form.offer_to(other for other in members.members_on(clock.today()) if other.id != one.id)
    return form


def _move(kind: str) -> Move:
    try:
        return Move(kind)
    except ValueError as wrong:
        raise NotFound(gettext("Deze pagina is er niet.")) from wrong


def _on() -> date:
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return clock.today()
