"""What could not be sent: the tasks the worker gave up, each with what it was for and a way to try it anew."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from sqlalchemy import func, select

from coop import mail, outbox
from coop.database import db
from coop.outbox import OutboxTask
from coop.permission import Permission, allow
from coop.today import Task, Waiting

pages = Blueprint("unsent", __name__)


@pages.get("/niet-verstuurd")
@allow(Permission.SETTINGS_EDIT)
def index() -> ResponseReturnValue:
    """Everything that was given up."""
    tasks = outbox.given_up()
    return render_template("unsent/index.html", tasks=tasks, mails=mail.of_tasks(tasks))


@pages.post("/niet-verstuurd/<int:task_id>/opnieuw")
@allow(Permission.SETTINGS_EDIT)
def try_again(task_id: int) -> ResponseReturnValue:
    """Have the worker try it anew."""
    outbox.try_again(task_id)
    flash(gettext("Het wordt opnieuw geprobeerd."))
    return redirect(url_for("unsent.index"), 303)


def given_up() -> Waiting:
    """Mails and papers that the worker gave up."""
    return Waiting(db.session.scalar(select(func.count()).where(OutboxTask.state == "failed")) or 0)


tasks = [
    Task(
        "unsent.index",
        Permission.SETTINGS_EDIT,
        given_up,
        lambda number: ngettext("bericht kon niet weg", "berichten konden niet weg", number),
        6,
    )
]
