"""Where the house is found by people, for links in mail that the worker writes: it has no request to ask."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app


def link(endpoint: str, **values: Any) -> str | None:
    """A whole link to a page, or None while the setting ADDRESS does not say where the house is found."""
    parts = urlsplit(current_app.config["ADDRESS"])
    if not parts.netloc:
        return None
    here = current_app.url_map.bind(parts.netloc, url_scheme=parts.scheme or "https")
    return here.build(endpoint, values, force_external=True)
