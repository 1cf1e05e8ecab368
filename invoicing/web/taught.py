"""What the bank page was taught, with a way to forget it."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop.forms import EmptyForm
from coop.money import Money
from coop.permission import Permission, allow
from coop.undo import Undoing
from coop.web.undo import offer
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
    was, there = taught.forget(rule_id), url_for("taught.index")
    facts = {name: getattr(was, name) for name in ("iban", "words", "comes_in", "account", "cost_object_id")}
    offer(gettext("Vergeten. Wat al geboekt is, blijft staan."), "taught.forget", there, **facts)
    return redirect(there, 303)


def _learn_again(iban: str, words: str, comes_in: bool, account: str, cost_object_id: int | None) -> None:
    taught.teach(iban, Money(1 if comes_in else -1), account, cost_object_id, words)


undoings = {"taught.forget": Undoing(Permission.PAYMENTS_BOOK, _learn_again)}
