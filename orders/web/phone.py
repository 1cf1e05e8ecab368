"""The house on a phone: it can be installed, keeps the own pages, and takes in what was told without a line."""

from pathlib import Path

from flask import Blueprint, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf

from coop import wijk
from coop.errors import NotFound, Refusal, Stale
from coop.permission import Permission, allow, public
from orders import arrival
from orders.forms import PhoneForm
from orders.web import who_works

pages = Blueprint("phone", __name__)

PAPER = "#faf5ec"  # of house.css, for the frame that the phone itself draws


@pages.get("/service-worker.js")
@public
def worker() -> ResponseReturnValue:
    """The script that keeps the own pages; at the top, for a script rules no more than what lies below it."""
    script = Path(str(current_app.static_folder), "service-worker.js").read_text(encoding="utf-8")
    return script, {"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache"}


@pages.get("/mijn/app.webmanifest")
@public
def manifest() -> ResponseReturnValue:
    """What a phone wants to know to put the house between its apps."""
    house = wijk.find()
    name = house.name if house else gettext("Wijkbedrijf")
    icons = [
        {
            "src": url_for("static", filename=f"app-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in (192, 512)
    ]
    answer = jsonify(
        name=name,
        short_name=gettext("Mijn klussen"),
        start_url=url_for("mine.index"),
        scope="/",
        display="standalone",
        background_color=PAPER,
        theme_color=PAPER,
        icons=icons,
    )
    answer.headers["Content-Type"] = "application/manifest+json"
    return answer


@pages.get("/mijn/zonder-verbinding")
@public
def nothing_kept() -> ResponseReturnValue:
    """What the phone shows without a connection when it keeps no page."""
    return render_template("mine/nothing_kept.html")


@pages.get("/mijn/uren")
@allow(Permission.HOURS_OWN)
def knock() -> ResponseReturnValue:
    """Who is at this phone, and the pass to send with."""
    return jsonify(member=who_works.me().id, csrf=generate_csrf())


@pages.post("/mijn/uren")
@allow(Permission.HOURS_OWN)
def tell() -> ResponseReturnValue:
    """Take in one entry; the answer says in a sentence why not."""
    me, form = who_works.me(), PhoneForm()
    if request.form.get("member") != str(me.id):
        return jsonify(sentence=gettext("Deze uren zijn door iemand anders op deze telefoon gezet.")), 403
    if not form.validate_on_submit():
        return jsonify(sentence=" ".join(dict.fromkeys(words for _field, words in form.sentences))), 422
    try:
        entry = arrival.arrive(me, form.uid.data, **form.told())
    except Refusal as refusal:
        return jsonify(sentence=refusal.sentence), _code_of(refusal)
    return jsonify(told=True, again=entry is None)


def _code_of(refusal: Refusal) -> int:
    if isinstance(refusal, NotFound):
        return 404
    return 409 if isinstance(refusal, Stale) else 422
