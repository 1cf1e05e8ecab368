"""One's own portrait: given, looked at and taken away again by oneself."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, FileField

from coop import picture
from coop.errors import NotFound, Refusal
from coop.forms import Form
from coop.permission import Permission, allow
from coop.web import shown
from members import member as members
from members import portrait
from members.member import Member
from members.web import who

pages = Blueprint("portrait", __name__)


class PortraitForm(Form):
    """A photo of oneself, and that others may see it."""

    portrait = FileField(lazy_gettext("Foto van jezelf"))
    agreed = BooleanField(lazy_gettext("Klanten bij wie ik kom, mogen mijn foto zien"))


@pages.route("/account/foto", methods=["GET", "POST"])
@allow(Permission.ACCOUNT_OWN)
def show() -> ResponseReturnValue:
    """Let the customers one comes to see one's face."""
    if who.here().member_id is None:
        flash(gettext("Alleen leden die klussen doen, hebben hier een foto."), "notice")
        return redirect(url_for("account.show"), 303)
    me, form = _me(), PortraitForm()
    if form.validate_on_submit():
        try:
            portrait.show(me, _sent(), agreed=form.agreed.data)
            flash(gettext("Je foto is bewaard. Alleen klanten bij wie je komt, zien hem."))
            return redirect(url_for("portrait.show"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("portrait/show.html", form=form, me=me), (422 if form.sentences else 200)


@pages.post("/account/foto/weg")
@allow(Permission.ACCOUNT_OWN)
def hide() -> ResponseReturnValue:
    """Show it no more."""
    portrait.hide(_me())
    flash(gettext("Je foto is weg. Niemand ziet hem meer."))
    return redirect(url_for("portrait.show"), 303)


@pages.get("/account/foto/<int:member_id>")
@allow(Permission.ACCOUNT_OWN)
def own(member_id: int) -> ResponseReturnValue:
    """Look at it oneself."""
    me = _me()
    return shown.picture(picture.found(me.portrait_sha if me.id == member_id else None))


def _sent() -> bytes:
    chosen = request.files.get("portrait")
    return chosen.read() if chosen is not None else b""


def _me() -> Member:
    member_id = who.here().member_id
    if member_id is None:
        raise NotFound(gettext("Deze foto is er niet (meer)."))
    return members.find(member_id)
