"""The house's own pages: choosing a language, the state of the house, and the style guide for its builders."""

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from werkzeug.datastructures import MultiDict

from coop.database import db
from coop.house import in_development
from coop.languages import LANGUAGES, Choice, language_chosen
from coop.permission import public
from coop.styleguide import LOOKS, EveryField, icons, sheet, tokens

pages = Blueprint("house", __name__)


@pages.post("/taal/<language>")
@public
def language(language: str) -> ResponseReturnValue:
    """Remember the language this person reads, on this device and wherever they sign in."""
    if language not in LANGUAGES:
        abort(404)
    back = request.form.get("next", "/")
    language_chosen.tell(Choice(language, back))
    answer = redirect(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)
    answer.set_cookie(
        "language", language, max_age=31536000, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return answer


@pages.get("/gezond")
@public
def health() -> ResponseReturnValue:
    """Whether the house and its database answer, for whoever watches over it."""
    db.session.execute(text("SELECT 1"))
    return jsonify(ok=True)


@pages.get("/styleguide")
@public
def styleguide() -> ResponseReturnValue:
    """All components and tokens on one page, in the light or the dark of the device or of choice; for builders."""
    if not in_development():
        abort(404)
    look = request.args.get("look", "")
    return render_template(
        "kit/styleguide.html",
        look=look if look in LOOKS else "",
        tokens=tokens(),
        icons=icons(),
        empty=EveryField(formdata=None),
        refused=_refused(),
    )


@pages.get("/styleguide/look.css")
@public
def styleguide_sheet() -> ResponseReturnValue:
    """What that page needs besides."""
    if not in_development():
        abort(404)
    return Response(sheet(request.args.get("look", "")), content_type="text/css; charset=utf-8")


def _refused() -> EveryField:
    # A form as it comes back when nothing was right, so that errors are seen as well.
    form = EveryField(formdata=MultiDict({"amount": "1,2,3", "phone": "geen"}), meta={"csrf": False})
    form.validate()
    return form
