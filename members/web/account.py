"""One's own account: how one gets in, and where one is signed in."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop.errors import Refusal
from coop.permission import Permission, allow
from coop.web import download
from members import login as logins
from members import member as members
from members import session as sessions
from members import share, share_certificate, throttle
from members.forms.signin import PasswordForm
from members.role_names import ROLE_NAMES
from members.web import who

pages = Blueprint("account", __name__)


@pages.get("/account")
@allow(Permission.ACCOUNT_OWN)
def show() -> ResponseReturnValue:
    """Name, roles and sessions."""
    return _page(PasswordForm())


@pages.get("/account/aandelen.pdf")
@allow(Permission.ACCOUNT_OWN)
def certificate() -> ResponseReturnValue:
    """On paper what shares one has oneself."""
    me = who.here()
    if me.member_id is None or not share.standing_of(me.member_id).shares:
        flash(gettext("Je hebt geen aandelen."))
        return redirect(url_for("account.show"), 303)
    mine = members.find(me.member_id)
    return download.paper(share_certificate.printed(mine), f"aandelen-lid-{mine.number}")


@pages.post("/account/wachtwoord")
@allow(Permission.ACCOUNT_OWN)
def password() -> ResponseReturnValue:
    """Take a new password and end every other session, for somebody may have known the old one."""
    me, form = who.here(), PasswordForm()
    login = logins.find(me.login_id)
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        if login.password_hash:
            throttle.count_try("change", str(me.login_id), who.fingerprint(request.remote_addr or ""))
            if logins.checked(login.email, form.present.data or "") is None:
                form.refuse(Refusal(gettext("Dit is niet je wachtwoord van nu."), field="present"))
                return _page(form)  # 200: the try is counted, see signing in
            throttle.forgive("change", str(me.login_id))
        login.set_password(form.password.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form), 422
    sessions.end_all(me.login_id, but=me.session_id)
    flash(gettext("Je nieuwe wachtwoord is bewaard. Op andere apparaten ben je uitgelogd."))
    return redirect(url_for("account.show"), 303)


@pages.post("/account/sessies/<int:session_id>/einde")
@allow(Permission.ACCOUNT_OWN)
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign out on another device."""
    sessions.end(session_id, who.here().login_id)
    flash(gettext("Dat apparaat is uitgelogd."))
    return redirect(url_for("account.show"), 303)


@pages.post("/account/sessies/einde")
@allow(Permission.ACCOUNT_OWN)
def end_others() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    me = who.here()
    sessions.end_all(me.login_id, but=me.session_id)
    flash(gettext("Op alle andere apparaten ben je uitgelogd."))
    return redirect(url_for("account.show"), 303)


def _page(form: PasswordForm) -> str:
    me = who.here()
    login = logins.find(me.login_id)
    return render_template(
        "account/show.html",
        form=form,
        login=login,
        roles=[ROLE_NAMES[role] for role in ROLE_NAMES if role in me.roles],
        sessions=sessions.sessions_of(me.login_id),
        here=me.session_id,
        shares=share.standing_of(me.member_id) if me.member_id is not None else None,
    )
