"""Where the payment provider tells what happened; believed only when it is signed."""

from flask import Blueprint, Flask, abort, request
from flask.typing import ResponseReturnValue

from coop import audit
from coop.permission import public
from invoicing.online import door, hearing, provider
from invoicing.online.door import Unreachable
from invoicing.online.provider import Forged

pages = Blueprint("provider_events", __name__)


def prepare(app: Flask) -> None:
    """A signature stands in the place of the token of a form."""
    app.extensions["csrf"].exempt(pages)


@pages.post("/betaalprovider/berichten")
@public
def receive() -> ResponseReturnValue:
    """Take up one event; what cannot be taken up now is brought again by the provider."""
    if not door.is_set():
        abort(404)
    try:
        with audit.actor("payment provider"):
            hearing.hear(provider.read(request.get_data(), request.headers.get("Stripe-Signature")))
    except Forged:
        abort(400)
    except Unreachable:
        abort(503)
    return "", 204
