"""Showing a receipt: in a sandbox, for it came from outside."""

from flask import Response, abort

from coop import files
from invoicing.claims.claim import Claim


def shown(found: Claim) -> Response:
    """The receipt of a claim, to look at."""
    stored = files.get(found.receipt_sha)
    if stored is None:
        abort(404)
    answer = Response(stored.content, content_type=stored.content_type)
    answer.headers["Content-Disposition"] = f'inline; filename="{stored.name}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer
