"""When it goes wrong: a calm page that says in a sentence what happened and what to do."""

import structlog
from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from werkzeug.exceptions import HTTPException, SecurityError

from coop.errors import NotFound, Refusal, Stale

_log = structlog.get_logger()


def add_pages(app: Flask) -> None:
    """Give the app its error pages; none of them needs the database."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(Exception, _unexpected)


def _refused(refusal: Refusal) -> ResponseReturnValue:
    if isinstance(refusal, NotFound):
        return _page(404, gettext("Niet gevonden"), refusal.sentence)
    if isinstance(refusal, Stale):
        return _page(409, gettext("Iemand was je net voor"), refusal.sentence)
    return _page(422, gettext("Dit kan niet"), refusal.sentence)


def _expired(_error: CSRFError) -> ResponseReturnValue:
    return _page(
        400,
        gettext("Deze pagina was te oud"),
        gettext("Ga terug, ververs de pagina en probeer het nog eens. Er is niets veranderd."),
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    if isinstance(error, SecurityError):  # a host that is not ours: no page of ours has an address there
        return gettext("Dit adres kennen we niet."), 400, {"Content-Type": "text/plain; charset=utf-8"}
    code = error.code or 500
    title, sentence = {
        400: (gettext("Dat begrepen we niet"), gettext("Ga terug en probeer het nog eens.")),
        403: (
            gettext("Dit mag je niet zien"),
            gettext("Vraag de beheerder als je dit voor je werk nodig hebt."),
        ),
        404: (
            gettext("Niet gevonden"),
            gettext("Deze pagina bestaat niet, of is niet voor jou. Kijk of de link klopt."),
        ),
        405: (gettext("Dat kan hier niet"), gettext("Ga terug en gebruik de knop op de pagina.")),
        413: (gettext("Het bestand is te groot"), gettext("Kies een bestand van hoogstens 10 MB.")),
        429: (
            gettext("Even wachten"),
            gettext("Er is te vaak achter elkaar geprobeerd. Probeer het over een kwartier weer."),
        ),
    }.get(code, (gettext("Er ging iets mis"), gettext("Probeer het zo nog eens. Er is niets half gedaan.")))
    return _page(code, title, sentence)


def _database(error: DBAPIError) -> ResponseReturnValue:
    _log.error("database refused", route=_route(), trouble=type(error.orig).__name__)
    if isinstance(error, IntegrityError | DataError):
        return _page(
            409,
            gettext("Dit is niet opgeslagen"),
            gettext("Het past niet bij wat er al staat. Ververs de pagina en kijk hoe het er nu voor staat."),
        )
    return _page(
        503,
        gettext("We kunnen nu niets opslaan"),
        gettext("Er is niets half gedaan. Probeer het over een paar minuten nog eens."),
    )


def _unexpected(error: Exception) -> ResponseReturnValue:
    _log.exception("unexpected", route=_route(), trouble=type(error).__name__)
    if current_app.config.get("PROPAGATE"):
        raise error
    return _page(500, gettext("Er ging iets mis"), gettext("Er is niets half gedaan. Probeer het zo nog eens."))


def _route() -> str:
    # Not the address itself: it may be the private link of somebody's order.
    return request.url_rule.rule if request.url_rule else ""


def _page(code: int, title: str, sentence: str) -> ResponseReturnValue:
    return render_template("errors/error.html", code=code, title=title, sentence=sentence), code
