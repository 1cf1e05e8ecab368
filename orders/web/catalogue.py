"""The shop window: what we do for each other, and what it costs."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from coop import clock, kor
from coop.permission import public
from orders.shop_window import shop_window

pages = Blueprint("services", __name__)


@pages.get("/")
@public
def index() -> ResponseReturnValue:
    """The services with their price."""
    today = clock.today()
    return render_template(
        "services/index.html", window=shop_window(today), without_vat=kor.holding(today) is not None
    )
