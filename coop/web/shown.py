"""Showing a kept picture: it came from outside, so it may be nothing but a picture."""

from flask import Response

from coop.files import StoredFile


def picture(stored: StoredFile, *, for_all: bool = False) -> Response:
    """The answer with this picture; only what is for all may stay in the memory of a browser."""
    answer = Response(stored.content, content_type=stored.content_type)
    answer.headers["Content-Disposition"] = f'inline; filename="{stored.name}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if for_all else "no-store"
    return answer
