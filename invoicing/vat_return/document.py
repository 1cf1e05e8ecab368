"""A return on paper, to copy from or to keep."""

from coop import clock, wijk
from coop.paper import report
from invoicing.vat_return.view import View


def printed(shown: View) -> bytes:
    """The return as PDF."""
    return report.printed("vat_return", **_facts(shown))


def html(shown: View) -> str:
    """The return as HTML."""
    return report.html("vat_return", **_facts(shown))


def _facts(shown: View) -> dict[str, object]:
    return {"shown": shown, "house": wijk.current(), "today": clock.today()}
