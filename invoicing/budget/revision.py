"""Revising an adopted budget: a new draft that begins as its copy, and can be put away again."""

from typing import Any

from flask_babel import gettext
from sqlalchemy import delete, insert, literal, select
from sqlalchemy.exc import IntegrityError

from coop import audit, clock
from coop.database import Model, db
from coop.errors import Refusal
from invoicing.budget.driver import BudgetPrice, BudgetWork
from invoicing.budget.line import BudgetLine
from invoicing.budget.version import BudgetVersion, changed_meanwhile, held, latest_held
from invoicing.budget.volume import BudgetVolume

PARTS: tuple[type[Model], ...] = (BudgetLine, BudgetVolume, BudgetPrice, BudgetWork)
"""What belongs to a version."""


class NotAdopted(Refusal):
    """Only an adopted budget is revised; a draft can be changed as it is."""


class FirstVersion(Refusal):
    """The first draft is no revision; there is nothing to go back to."""


def revise(year: int, seen: int) -> BudgetVersion:
    """Begin a new draft as a copy of the adopted budget; raises NotAdopted, BudgetChanged."""
    before = latest_held(year, seen)
    if before.is_draft:
        raise NotAdopted(gettext("Deze begroting is nog niet vastgesteld. Je kunt hem gewoon aanpassen."))
    made = BudgetVersion(
        year=year,
        number=before.number + 1,
        changes=before.changes + 1,
        why="",
        made_at=clock.now(),
        made_by=audit.who(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as twice:
        raise changed_meanwhile() from twice
    for part in PARTS:
        _copy(part, before, made)
    audit.record(f"budget:{year}", "revised", before.number, made.number)
    db.session.flush()
    return made


def put_away(year: int, seen: int) -> None:
    """Take a revision that was not adopted away; raises FirstVersion, BudgetChanged, BudgetAdopted."""
    version = held(year, seen)
    if version.number == 1:
        raise FirstVersion(gettext("Dit is de eerste begroting. Pas hem aan; weggooien kan niet."))
    for part in PARTS:
        db.session.execute(delete(part).where(_of(part) == version.id))
    db.session.delete(version)
    audit.record(f"budget:{year}", "put_away", version.number, None)
    db.session.flush()


def _copy(part: type[Model], before: BudgetVersion, made: BudgetVersion) -> None:
    table: Any = part.__table__
    columns = [column for column in table.columns if column.name not in {"id", "version_id"}]
    rows = select(literal(made.id), *columns).where(table.c.version_id == before.id)
    db.session.execute(insert(table).from_select(["version_id", *(column.name for column in columns)], rows))


def _of(part: type[Model]) -> Any:
    table: Any = part.__table__
    return table.c.version_id
