"""The door to the payment provider (Stripe): its keys, its address, and what it is when nobody answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from flask import current_app
from flask_babel import gettext

from coop.errors import Refusal

if TYPE_CHECKING:
    from stripe import StripeClient

HOST = "https://checkout.stripe.com"
PATIENCE = 8  # seconds; who pays does not wait longer, and the page offers the transfer
_log = structlog.get_logger()


class Unreachable(Refusal):
    """Without the provider there is still the transfer."""


def is_set() -> bool:
    """Whether this house has a payment provider."""
    return bool(current_app.config["STRIPE_KEY"] and current_app.config["STRIPE_WEBHOOK_SECRET"])


def host() -> str:
    """Where the payment page is."""
    return stand_in() or HOST


def stand_in() -> str | None:
    """Where the stand-in is that plays the provider, None where the provider is real."""
    return current_app.config["STRIPE_ADDRESS"] or None


def folder() -> Path:
    """Where this house keeps its files, and the stand-in what there is with it."""
    return Path(current_app.config["VAR"])


def secret() -> str:
    """What the provider signs its messages with."""
    return str(current_app.config["STRIPE_WEBHOOK_SECRET"])


def client() -> "StripeClient":
    """The SDK with the key of this house; ask it within `reaching`."""
    from stripe import RequestsClient, StripeClient

    address = stand_in()
    return StripeClient(
        current_app.config["STRIPE_KEY"],
        base_addresses={"api": address} if address else None,
        http_client=RequestsClient(timeout=PATIENCE),
        max_network_retries=0,
    )


@contextmanager
def reaching() -> Iterator[None]:
    """Whatever goes wrong at the provider is one refusal: Unreachable."""
    from stripe import StripeError

    try:
        yield
    except StripeError as trouble:
        # The kind of trouble only: what the provider says may hold a key or a name.
        _log.warning("payment provider", trouble=type(trouble).__name__, status=trouble.http_status)
        raise Unreachable(
            gettext("Online betalen lukt nu niet. Maak het bedrag zelf over, of probeer het later nog eens.")
        ) from None
