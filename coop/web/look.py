"""The own colour and logo of the wijk, as a browser asks for them; their address says which, so they last."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from coop import colour, files, wijk
from coop.permission import public

pages = Blueprint("look", __name__)

_FOR_GOOD = "public, max-age=31536000, immutable"


@pages.get("/kleuren/<six>.css")
@public
def colours(six: str) -> ResponseReturnValue:
    """The tokens of the house (`house.css`) in another colour, for light and dark."""
    own = f"#{six}"
    if not colour.is_readable(own):
        abort(404)
    bright = colour.on_dark(own)
    light = {"leaf": own, "leaf-deep": colour.shade(own, 25), "leaf-wash": colour.tint(own, 12)}
    dark = {
        "leaf": bright,
        "leaf-deep": colour.tint(bright, 70),
        "leaf-wash": colour.shade(own, 55),
        "on-leaf": colour.shade(own, 75),
    }
    in_the_dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_tokens(dark)} }} }}"
    css = f":root {{ {_tokens(light)} }}\n{in_the_dark}\n"
    return _kept(css.encode(), "text/css; charset=utf-8")


@pages.get("/logo/<sha>.png")
@public
def logo(sha: str) -> ResponseReturnValue:
    """The logo that is shown now; no other file is given away here."""
    house = wijk.find()
    stored = files.get(sha) if house is not None and house.logo_sha == sha else None
    if stored is None:
        abort(404)
    return _kept(stored.content, "image/png")


def _tokens(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in colours.items())


def _kept(content: bytes, content_type: str) -> Response:
    return Response(content, content_type=content_type, headers={"Cache-Control": _FOR_GOOD})
