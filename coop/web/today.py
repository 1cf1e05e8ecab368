"""The home of who keeps the neighbourhood going: what needs me today, and do we make it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from coop import clock, today
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow

pages = Blueprint("today", __name__)
menu = [MenuItem(lazy_gettext("Vandaag"), "today.show", Permission.DESK_USE, 10, group=Group.FIRST, key="v")]


@pages.get("/vandaag")
@allow(Permission.DESK_USE)
def show() -> ResponseReturnValue:
    """Everything that waits for this person, each with its door, and how things stand."""
    return render_template("today/show.html", on=clock.today(), waiting=today.to_do(), panels=today.pictures())
