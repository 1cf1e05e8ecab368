"""One's own data: what the house keeps, on a page, and all of it as a file."""

import json

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from coop import clock
from coop.languages import own_name
from coop.permission import Permission, allow
from coop.web import download
from members import login, member, own_data
from members.engagement import history
from members.web import who

pages = Blueprint("own_data", __name__)

NAMED = {
    "absence": lazy_gettext("Afmeldingen"),
    "assignment": lazy_gettext("Klussen van jou"),
    "audit_line": lazy_gettext("Wat er veranderde, en wanneer"),
    "claim": lazy_gettext("Declaraties"),
    "hour_entry": lazy_gettext("Uren"),
    "invoice": lazy_gettext("Facturen"),
    "job_offer": lazy_gettext("Klussen die je kon overnemen"),
    "job_photo": lazy_gettext("Foto's van het werk"),
    "login_session": lazy_gettext("Keren dat je inlogde"),
    "mail": lazy_gettext("Mails aan jou"),
    "mandate": lazy_gettext("Machtigingen"),
    "member_payment": lazy_gettext("Betalingen aan jou"),
    "order_photo": lazy_gettext("Foto's bij een bestelling"),
    "orders": lazy_gettext("Bestellingen"),
    "payee": lazy_gettext("Rekeningnummers"),
    "share_move": lazy_gettext("Aandelen"),
}
"""What a page calls the rows of a table, for who does not know tables."""

ABOVE = ("party", "member", "engagement", "member_talent")
"""Tables whose rows about somebody the page says in so many words."""


@pages.get("/account/gegevens")
@allow(Permission.ACCOUNT_OWN)
def show() -> ResponseReturnValue:
    """Who I am here, and how much of what else there is."""
    me = who.here()
    mine = member.find(me.member_id) if me.member_id is not None else None
    somebody = login.find(me.login_id).person
    found = own_data.of_person(me.person_id)
    rest = {table: len(rows) for table, rows in found.items() if table not in ABOVE}
    named = sorted((str(NAMED[table]), count) for table, count in rest.items() if table in NAMED)
    return render_template(
        "account/data.html",
        somebody=somebody,
        member=mine,
        engagements=history(mine.id) if mine else [],
        named=named,
        others=sum(count for table, count in rest.items() if table not in NAMED),
        speaks=own_name(somebody.language),
    )


@pages.get("/account/gegevens.json")
@allow(Permission.ACCOUNT_OWN)
def take_along() -> Response:
    """All of it, for another program."""
    told = {"made_at": clock.now().isoformat(), **own_data.of_person(who.here().person_id)}
    text = json.dumps(told, ensure_ascii=False, indent=2)
    return download.as_file(text.encode(), "application/json", "mijn-gegevens.json")
