"""The guide through a new, empty wijk."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from coop import first_steps
from coop.permission import Permission, allow
from coop.settings_page import SettingsPage

pages = Blueprint("first_steps", __name__)
settings_pages = [
    SettingsPage(
        lazy_gettext("Eerste stappen"),
        lazy_gettext("Van een lege wijk naar de eerste bestelling, stap voor stap."),
        "circle-check",
        "first_steps.show",
        Permission.SETTINGS_EDIT,
        5,
    )
]


@pages.get("/eerste-stappen")
@allow(Permission.SETTINGS_EDIT)
def show() -> ResponseReturnValue:
    """What is done and what comes next."""
    taken = [(step, step.is_done()) for step in first_steps.steps()]
    return render_template(
        "first_steps/show.html",
        taken=taken,
        done=sum(done for _step, done in taken),
        following=next((step for step, done in taken if not done), None),
        over=first_steps.are_over(),
    )
