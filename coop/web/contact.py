"""The page on which the wijk can be found: who we are, where, when, and under which numbers.

Who sells at a distance says so before anything is ordered (BW 3:15d, BW 6:230m).
"""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from coop import opening_hours, wijk
from coop.permission import public

pages = Blueprint("contact", __name__)


@pages.get("/contact")
@public
def show() -> ResponseReturnValue:
    """Who we are and how to reach us."""
    return render_template(
        "contact/show.html",
        house=wijk.current(),
        hours=opening_hours.stretches(),
        open_now=opening_hours.is_open(),
    )
