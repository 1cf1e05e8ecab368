"""The lists of quotations and contracts as files."""

from flask_babel import lazy_gettext

from coop.export import Asked, Export, text
from coop.report import Report, listed
from invoicing.contract import contract_list
from invoicing.quotation import quotation_list

_NUMBER, _TITLE, _CUSTOMER = lazy_gettext("Nummer"), lazy_gettext("Titel"), lazy_gettext("Klant")
_STATE, _NET = lazy_gettext("Stand"), lazy_gettext("Zonder btw")


def quotations(asked: Asked) -> Report:
    """The quotations, as searched, the latest first."""
    return listed(
        quotation_list.found(words=text(asked, "q"), state=text(asked, "state"), limit=None),
        (_NUMBER, lambda row: row.code),
        (_TITLE, lambda row: row.title),
        (_CUSTOMER, lambda row: row.customer),
        (lazy_gettext("Geldig tot en met"), lambda row: row.valid_until),
        (_STATE, lambda row: quotation_list.STATE_NAMES[row.state]),  # type: ignore[index]
        (_NET, lambda row: row.net),
    )


def contracts(asked: Asked) -> Report:
    """The contracts, as searched, the latest first."""
    found = contract_list.found(
        words=text(asked, "q"), state=text(asked, "state"), waiting=bool(asked.get("nieuw")), limit=None
    )
    return listed(
        found,
        (_NUMBER, lambda row: row.number),
        (_TITLE, lambda row: row.title),
        (_CUSTOMER, lambda row: row.customer),
        (lazy_gettext("Vanaf"), lambda row: row.begin),
        (lazy_gettext("Tot"), lambda row: row.end),
        (_STATE, lambda row: contract_list.STATE_NAMES[row.state]),  # type: ignore[index]
        (_NET, lambda row: row.net),
        (lazy_gettext("Gefactureerd"), lambda row: row.invoiced),
    )


exports = [
    Export("quotations.index", "offertes", quotations),
    Export("contracts.index", "contracten", contracts),
]
