"""Signing in by password or by a link in the mail, and signing out."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from coop import audit, first_steps, mail
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.languages import speaking, spoken
from coop.permission import Permission, public
from members import login as logins
from members import signin_link, throttle
from members.forms.signin import SigninForm
from members.landing import landing
from members.login import Login
from members.session import SignedIn
from members.throttle import TooManyTries
from members.web import who

pages = Blueprint("signin", __name__)


@pages.route("/inloggen", methods=["GET", "POST"])
@public
def show() -> ResponseReturnValue:
    """Ask who it is; the same answer for an unknown address and a wrong password."""
    form = SigninForm()
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(_onwards(who.here()), 303)
    if not form.validate_on_submit():
        return render_template("signin/show.html", form=form), 422 if form.errors else 200
    by_link = request.form.get("how") == "link"
    try:
        throttle.count_try("link" if by_link else "password", *_whose(form))
    except TooManyTries as refusal:
        form.refuse(refusal)
        return render_template("signin/show.html", form=form), 429
    if by_link:
        _send_link(logins.by_email(form.email.data))
        return redirect(url_for("signin.sent"), 303)
    login = logins.checked(form.email.data, form.password.data or "")
    if login is None:
        form.refuse(Refusal(gettext("Dit e-mailadres en wachtwoord horen niet bij elkaar."), field="password"))
        # 200, for a refusal would be rolled back and the try with it, which has to be counted.
        return render_template("signin/show.html", form=form)
    throttle.forgive("password", who.fingerprint(login.email))
    return redirect(_onwards(who.enter(login)), 303)


@pages.get("/inloggen/mail")
@public
def sent() -> ResponseReturnValue:
    """Say that a mail is on its way, whether or not anybody has the address."""
    return render_template("signin/sent.html", minutes=signin_link.VALID_FOR.seconds // 60)


@pages.get("/inloggen/link/<token>")
@public
def link(token: str) -> ResponseReturnValue:
    """Show the button: a mail scanner that follows every link does not use this one up."""
    return render_template("signin/link.html", token=token, works=signin_link.works(token))


@pages.post("/inloggen/link/<token>")
@public
def use_link(token: str) -> ResponseReturnValue:
    """Let in who has the link, once."""
    EmptyForm()
    return redirect(_onwards(who.enter(signin_link.use(token))), 303)


@pages.post("/uitloggen")
@public
def leave() -> ResponseReturnValue:
    """Sign out, here and for every copy of this cookie."""
    who.leave()
    flash(gettext("Je bent uitgelogd."))
    return redirect(url_for("signin.show"), 303)


def is_local(path: str | None) -> bool:
    """Whether a return path stays in this house: one slash at the start and no other host."""
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path:
        return False
    if any(ord(sign) < 32 for sign in path):
        return False
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc


def _onwards(person: SignedIn) -> str:
    wanted = request.args.get("next")
    if wanted and is_local(wanted):
        return wanted
    if person.may(Permission.SETTINGS_EDIT) and not first_steps.are_over():
        return url_for("first_steps.show")
    return url_for(landing(person.roles, current_app.view_functions))


def _whose(form: SigninForm) -> tuple[str, str]:
    return who.fingerprint(form.email.data), who.fingerprint(request.remote_addr or "")


def _send_link(login: Login | None) -> None:
    if login is None or login.is_blocked:
        return
    address = url_for("signin.link", token=signin_link.make(login), _external=True)
    minutes = signin_link.VALID_FOR.seconds // 60
    with speaking(login.language or spoken()):
        mail.send(
            login.email,
            gettext("Je link om in te loggen"),
            gettext(
                "Hallo %(name)s,\n\n"
                "Met deze link log je in. Hij werkt één keer en is %(minutes)s minuten geldig:\n\n%(address)s\n\n"
                "Heb je hier niet om gevraagd? Dan hoef je niets te doen.\n",
                name=login.person.given_name or login.person.name,
                minutes=minutes,
                address=address,
            ),
            about=audit.subject_of(login),
        )
