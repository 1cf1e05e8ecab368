"""The lists of grants and requests as files."""

from flask_babel import lazy_gettext

from coop import clock
from coop.export import Asked, Export, text, whole
from coop.report import Report
from coop.report import listed as columns
from invoicing.grants.grant_list import listed, requests

_WHAT, _GIVER, _STATE = lazy_gettext("Waarvoor"), lazy_gettext("Gever"), lazy_gettext("Stand")
_FROM, _UNTIL = lazy_gettext("Van"), lazy_gettext("Tot")


def grants(asked: Asked) -> Report:
    """What was awarded to us, as searched."""
    return columns(
        listed(clock.today(), text(asked, "q"), text(asked, "stand"), whole(asked, "jaar")),
        (_WHAT, lambda one: one.grant.purpose),
        (_GIVER, lambda one: one.grant.giver.name),
        (lazy_gettext("Kenmerk"), lambda one: one.grant.reference),
        (_FROM, lambda one: one.grant.begin),
        (_UNTIL, lambda one: one.grant.end),
        (_STATE, lambda one: one.state_name),
        (lazy_gettext("Bedrag"), lambda one: one.grant.amount),
        (lazy_gettext("Ontvangen"), lambda one: one.figures.received),
        (lazy_gettext("Besteed"), lambda one: one.figures.accounted),
        (lazy_gettext("Afgesproken"), lambda one: one.figures.agreed),
        (lazy_gettext("Nog te besteden"), lambda one: one.figures.left),
        (lazy_gettext("Terug te betalen"), lambda one: one.figures.returning),
    )


def asked_for(asked: Asked) -> Report:
    """What we asked for, as searched."""
    return columns(
        requests(text(asked, "q"), text(asked, "stand"), whole(asked, "jaar")),
        (_WHAT, lambda one: one.purpose),
        (_GIVER, lambda one: one.giver.name),
        (_FROM, lambda one: one.begin),
        (_UNTIL, lambda one: one.end),
        (_STATE, lambda one: one.state_name),
        (lazy_gettext("Verstuurd op"), lambda one: one.sent_on),
        (lazy_gettext("Gevraagd"), lambda one: one.requested),
        (lazy_gettext("Toegekend"), lambda one: one.granted),
    )


exports = [
    Export("grants.index", "subsidies", grants),
    Export("grant_requests.index", "subsidie-aanvragen", asked_for),
]
