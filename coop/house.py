"""One request: guarded by a stated permission, carried out once, committed once, or not at all."""

from typing import Any

from flask import Flask, Response, abort, current_app, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.routing import IntegerConverter, Map

from coop import once
from coop.database import SAFE_METHODS, db
from coop.languages import turn_away
from coop.permission import Permission, current

OPEN_ENDPOINTS = frozenset({"static"})


class Unguarded(RuntimeError):
    """Every route states who may use it; one that states nothing is not served."""


class Number(IntegerConverter):
    """A number in an address; one that is larger than any key leads nowhere, before the database chokes on it."""

    def __init__(self, url_map: Map, **limits: Any) -> None:
        """Go no further than the keys of the tables, unless told otherwise."""
        super().__init__(url_map, **{"max": 2**31 - 1, **limits})


class House(Flask):
    """The app, with the one place where a request is allowed, made to happen once, and committed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read numbers in addresses our way."""
        super().__init__(*args, **kwargs)
        self.url_map.converters["int"] = Number

    def dispatch_request(self) -> ResponseReturnValue:
        """Let the view answer and commit what it did; whatever goes wrong rolls everything back."""
        try:
            self._guard()
            answer = self._carried_out_before()
            if answer is None:
                answer = self.make_response(super().dispatch_request())
                self._remember(answer)
                if answer.status_code < 400 and request.method not in SAFE_METHODS:  # looking changes nothing
                    db.session.commit()
            return answer
        finally:
            db.session.rollback()

    def _guard(self) -> None:
        if "\0" in request.path:  # no name has it, and PostgreSQL takes no text that holds it
            abort(404)
        endpoint = request.endpoint
        if endpoint is None or endpoint in OPEN_ENDPOINTS:
            return
        needed = stated_permission(self, endpoint)
        if needed is None:
            return
        if not current_user.is_authenticated:
            # A form that was being filled in cannot be shown again by address, so there no return path.
            back = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
            abort(redirect(self.url_for("signin.show", next=back), 303))
        if not current().may(needed):
            turn_away()
            abort(403)

    def _carried_out_before(self) -> Response | None:
        key = request.form.get("once") if request.method not in SAFE_METHODS else None
        if not key or len(key) > 64:
            return None
        if once.claim(key) is not None:
            return None
        flash(gettext("Dit was al verwerkt. Er is niets dubbel gedaan."), "notice")
        return redirect(once.led_to(key) or request.path, 303)  # type: ignore[return-value]

    def _remember(self, answer: Response) -> None:
        key = request.form.get("once") if request.method not in SAFE_METHODS else None
        if not key or len(key) > 64:
            return
        submission = db.session.get(once.Submission, key)
        if submission is not None and answer.status_code < 400:
            if answer.status_code >= 300:
                submission.led_to = answer.location or ""
            else:  # a form shown again with its errors was not carried out
                db.session.delete(submission)


def stated_permission(app: Flask, endpoint: str) -> Permission | None:
    """The permission a view states, None when it is public; raises Unguarded when it states nothing."""
    view: Any = app.view_functions[endpoint]
    if not hasattr(view, "permission"):
        raise Unguarded(f"{endpoint}: say who may use it with @allow(Permission.…) or @public")
    stated: Permission | None = view.permission
    return stated


def check_all_guarded(app: Flask) -> None:
    """Refuse to start while any route states no permission."""
    for endpoint in app.view_functions:
        if endpoint not in OPEN_ENDPOINTS:
            stated_permission(app, endpoint)


def person_name() -> str | None:
    """The name of who is signed in, for the top of the page."""
    return current().name if current_user.is_authenticated else None


def in_development() -> bool:
    """Whether this house runs for its builders (the style guide is shown only there)."""
    return bool(current_app.debug or current_app.testing)
