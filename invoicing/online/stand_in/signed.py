"""Events as the provider sends them: signed over the moment and the body, by the scheme of its SDK."""

import json
from typing import Any


def body_of(event: dict[str, Any]) -> str:
    """The bytes that are signed and sent."""
    return json.dumps(event, separators=(",", ":"))


def signature(body: str, secret: str, moment: int) -> str:
    """The header `Stripe-Signature`."""
    from stripe import WebhookSignature

    header: str = WebhookSignature.generate_signature_header(body, secret, moment)
    return header
