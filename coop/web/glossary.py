"""The words that need explaining, on a page for everyone."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from coop import glossary
from coop.permission import public

pages = Blueprint("glossary", __name__)


@pages.get("/woorden")
@public
def index() -> ResponseReturnValue:
    """Each word with what it means."""
    return render_template("glossary/index.html", words=glossary.explained())
