"""Reports that givers wait for: four weeks before their last day, and when that is over."""

from typing import Any

from flask_babel import gettext, ngettext
from sqlalchemy import Select, func, select

from coop import clock
from coop.database import db
from coop.permission import Permission
from coop.today import Task, Waiting
from invoicing.grants.grant import Grant, GrantSettlement
from invoicing.grants.terms import AHEAD, GrantTerms


def to_report() -> Waiting:
    """The grants of which the report is due."""
    return Waiting(db.session.scalar(_due(func.count())) or 0, address={"stand": "report"})


def words(number: int) -> str:
    """What waits; of a single grant also which."""
    if number == 1:
        purpose = db.session.scalar(_due(Grant.purpose))
        return str(gettext("verantwoording inleveren voor %(purpose)s", purpose=purpose))
    return str(ngettext("verantwoording inleveren", "verantwoordingen inleveren", number))


def _due(what: Any) -> Select[Any]:
    return (
        select(what)
        .select_from(Grant)
        .join(GrantTerms, GrantTerms.grant_id == Grant.id)
        .where(
            GrantTerms.report_due <= clock.today() + AHEAD,
            GrantTerms.reported_on.is_(None),
            ~Grant.settlements.any(GrantSettlement.undone_on.is_(None)),
        )
    )


tasks = [Task("grants.index", Permission.PURCHASES_BOOK, to_report, words, 48)]
