"""What the bank page was taught, with a way to forget it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop.forms import EmptyForm
from coop.permission import Permission, allow
from invoicing.matching import taught

pages = Blueprint("taught", __name__)


@pages.get("/bank/geleerd")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """Every rule, by account number."""
    found = [rule for several in taught.taught().values() for rule in several]
    return render_template("taught/index.html", rules=found)


@pages.post("/bank/geleerd/<int:rule_id>/vergeten")
@allow(Permission.PAYMENTS_BOOK)
def forget(rule_id: int) -> ResponseReturnValue:
    """Ask again from now on."""
    EmptyForm()
    taught.forget(rule_id)
    flash(gettext("Vergeten. Wat al geboekt is, blijft staan."))
    return redirect(url_for("taught.index"), 303)
