"""The account at the payment provider: what stands there, what was sent to the bank, and whether it agrees."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from invoicing.online import checking, dispute, door, payout_list, provider_line, provider_payout
from invoicing.online.holding import holding

pages = Blueprint("provider", __name__)
menu = [MenuItem(lazy_gettext("Betaalprovider"), "provider.index", Permission.PAYMENTS_BOOK, 20, group=Group.BANK)]

DISPUTES = 10
SHOWN = 50
"""So many payouts and lines are shown; all payouts are in the spreadsheet."""


@pages.get("/betaalprovider")
@allow(Permission.PAYMENTS_BOOK)
def index() -> ResponseReturnValue:
    """What the provider holds, what it paid out, and what it did not pay out yet."""
    waiting = provider_line.lines_of(None)
    return render_template(
        "provider/index.html",
        is_set=door.is_set(),
        stand_in=door.stand_in(),
        holding=holding(),
        check=checking.latest(),
        disputes=dispute.latest(DISPUTES),
        reason_in_words=dispute.reason_in_words,
        rows=payout_list.rows(SHOWN),
        waiting=waiting[:SHOWN],
        parts=payout_list.parts_of(waiting),
        invoices=payout_list.invoices_of(waiting[:SHOWN]),
        names=payout_list.PART_NAMES,
    )


@pages.get("/betaalprovider/uitbetalingen/<payout_id>")
@allow(Permission.PAYMENTS_BOOK)
def payout(payout_id: str) -> ResponseReturnValue:
    """One payout with every line that is in it."""
    found = provider_payout.find(payout_id)
    lines = provider_line.lines_of(payout_id)
    return render_template(
        "provider/payout.html",
        payout=found,
        state=payout_list.STATE_NAMES[found.state],
        lines=lines,
        parts=payout_list.parts_of(lines),
        invoices=payout_list.invoices_of(lines),
        names=payout_list.PART_NAMES,
    )


@pages.post("/betaalprovider/controle")
@allow(Permission.PAYMENTS_BOOK)
def check() -> ResponseReturnValue:
    """Have the worker compare with the provider, for that takes longer than somebody waits for a page."""
    if door.is_set():
        checking.ask_for()
        flash(gettext("We vergelijken nu met de betaalprovider. Kijk over een minuut opnieuw."))
    return redirect(url_for("provider.index"), 303)
