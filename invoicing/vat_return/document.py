"""A return on paper, to copy from or to keep: a PDF that can be read aloud (PDF/UA-1)."""

from functools import cache
from typing import Any

from flask_babel import gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from coop import clock, filters, wijk
from coop.config import ROOT
from invoicing.printing import readable
from invoicing.vat_return.view import View

FOLDER = ROOT / "templates" / "vat_return"


def printed(shown: View) -> bytes:
    """The return as PDF."""
    return readable(html(shown), (FOLDER / "document.css").read_text("utf-8"))


def html(shown: View) -> str:
    """The document as HTML."""
    template = _environment().get_template("document.html")
    made: str = template.render(shown=shown, house=wijk.current(), today=clock.today())
    return made


@cache
def _environment() -> Any:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(money=filters.money, date=filters.day, euros=filters.euros)
    return environment
