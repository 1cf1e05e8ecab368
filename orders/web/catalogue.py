"""The shop window: what we do for each other, and what it costs."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from coop import clock, kor
from coop.permission import public
from orders.service import catalogue

pages = Blueprint("services", __name__)


@pages.get("/")
@public
def index() -> ResponseReturnValue:
    """The services with their price."""
    return render_template(
        "services/index.html", services=catalogue(), without_vat=kor.holding(clock.today()) is not None
    )
