"""Undoing what was just done: the notice with its button, and what the button does."""

from typing import Any

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import undo
from coop.permission import Permission, allow, demand

pages = Blueprint("undo", __name__)


@pages.post("/ongedaan")
@allow(Permission.DESK_USE)
def back() -> ResponseReturnValue:
    """Put it back, for who did it and may do it."""
    undoing, facts, there = undo.read(request.form.get("means", ""))
    demand(undoing.permission)
    undoing.verb(**facts)
    flash(gettext("Ongedaan gemaakt."))
    return redirect(there, 303)


def offer(sentence: str, act: str, there: str, **facts: Any) -> None:
    """Say what was done, with the button that undoes it; it leads to an address of ours."""
    flash({"sentence": sentence, "means": undo.means(act, there, **facts)}, "undo")  # type: ignore[arg-type]
