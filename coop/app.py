"""The roof: puts the floors on each other and makes the app."""

from typing import Any

from flask import Blueprint, Flask, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from whitenoise import WhiteNoise

from coop import floors, menu, once, problems, wijk
from coop.config import ROOT, settings
from coop.database import connect
from coop.filters import add_filters
from coop.headers import add_headers
from coop.house import House, check_all_guarded, person_name
from coop.languages import (
    EVERYONES,
    chosen_language,
    direction,
    in_staffs_language,
    offered,
    own_name,
    spoken,
    translate_pages,
)
from coop.menu import Menu
from coop.permission import Permission, may

csrf = CSRFProtect()
babel = Babel()


def create_app(**changed: Any) -> Flask:
    """Make the app from the settings, some of them changed; raises Unguarded when a route states no permission."""
    app = House(
        "coop",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "coop" / "static"),
        static_url_path="/static",
    )
    app.config.update(settings(), **changed)
    connect(app)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=lambda: chosen_language(request))
    translate_pages(app.jinja_env)
    add_filters(app)
    add_headers(app)
    problems.add_pages(app)
    for module in floors.modules():
        pages = getattr(module, "pages", None)
        if isinstance(pages, Blueprint):
            app.register_blueprint(pages)
        prepare = getattr(module, "prepare", None)
        if callable(prepare):
            prepare(app)
    app.context_processor(_for_every_page)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.policies["ext.i18n.trimmed"] = True  # as bin/translate collects them
    app.jinja_env.globals["new_once"] = once.new_key
    check_all_guarded(app)
    app.wsgi_app = WhiteNoise(app.wsgi_app, root=str(ROOT / "coop" / "static"), prefix="static/")  # type: ignore[method-assign]
    return app


def _for_every_page() -> dict[str, Any]:
    # Functions, not values: an error page must render when the database does not answer.
    return {
        "menu": _menu,
        "person": person_name,
        "may": lambda name: may(Permission[name]),
        "wijk": wijk.find,
        "language": spoken,
        "languages": offered,
        "direction": direction,
        "own_name": own_name,
    }


def _menu() -> Menu:
    # Who has doors of the staff has them all in one language; a menu that is half Arabic finds nobody's way.
    if any(may(permission) for permission in Permission if permission not in EVERYONES):
        with in_staffs_language():
            return menu.whole()
    return menu.whole()
