"""Reports on paper: a template with its stylesheet to a PDF that can be read aloud (PDF/UA-1).

Each kind of report has its folder below templates/ with document.html and document.css.
"""

from functools import cache
from typing import Any

from flask_babel import gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from coop import filters
from coop.config import ROOT
from coop.paper.printing import readable


def printed(kind: str, **facts: Any) -> bytes:
    """The report of a kind, filled in with the facts, as PDF."""
    return dressed_as(kind, html(kind, **facts))


def dressed_as(kind: str, page: str) -> bytes:
    """A page as PDF in the stylesheet of a kind, where two kinds look alike."""
    return readable(page, (ROOT / "templates" / kind / "document.css").read_text("utf-8"))


def html(kind: str, **facts: Any) -> str:
    """The report as HTML; a fact that the template needs and does not get is an error."""
    made: str = _environment().get_template(f"{kind}/document.html").render(**facts)
    return made


@cache
def _environment() -> Any:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(money=filters.money, euros=filters.euros, date=filters.day, month=filters.month)
    return environment
