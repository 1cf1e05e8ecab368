"""The versions of a year's budget: a draft that is worked on, and what the members' meeting adopted."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import CheckConstraint, Index, ScalarSelect, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, aliased, mapped_column

from coop import audit, clock
from coop.database import Model, db, insert_unless_there, pk
from coop.errors import NotFound, Refusal, Stale


class BudgetChanged(Stale):
    """Who changes a budget has seen how it was; otherwise a colleague was first."""


class BudgetAdopted(Refusal):
    """What the members' meeting adopted never changes; a revision is another version."""


class BudgetVersion(Model):
    """One version of the budget of a year: a draft until the members' meeting of `adopted_on` adopted it.

    Numbers run without a gap, for a version is made only once the one before it was adopted. The database keeps
    an adopted version with all that belongs to it, see `migrations/triggers`.
    """

    __tablename__ = "budget_version"
    __table_args__ = (
        CheckConstraint("year BETWEEN 2000 AND 2999", name="year"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("number = 1 OR adopted_on IS NULL OR why <> ''", name="why"),
        UniqueConstraint("year", "number"),
        Index(
            "uq_budget_version_draft",
            "year",
            unique=True,
            sqlite_where=text("adopted_on IS NULL"),
            postgresql_where=text("adopted_on IS NULL"),
        ),
    )

    id: Mapped[int] = pk()
    year: Mapped[int]
    number: Mapped[int]
    changes: Mapped[int] = mapped_column(default=0)
    """Counts every change in all versions of the year, so that an old form is known."""
    adopted_on: Mapped[date | None]
    why: Mapped[str] = mapped_column(String(300), default="")
    """Why an adopted budget was revised."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.adopted_on is None


def versions(year: int) -> Sequence[BudgetVersion]:
    """All versions of a year, the first first."""
    return db.session.scalars(
        select(BudgetVersion).where(BudgetVersion.year == year).order_by(BudgetVersion.number)
    ).all()


def by_number(year: int, number: int) -> BudgetVersion:
    """The version with this number; raises NotFound."""
    found = db.session.scalar(
        select(BudgetVersion).where(BudgetVersion.year == year, BudgetVersion.number == number)
    )
    if found is None:
        raise NotFound(gettext("Deze versie van de begroting is er niet."))
    return found


def draft(year: int) -> BudgetVersion | None:
    """The version that is worked on."""
    return db.session.scalar(
        select(BudgetVersion).where(BudgetVersion.year == year, BudgetVersion.adopted_on.is_(None))
    )


def in_force(year: int) -> BudgetVersion | None:
    """The version that the exploitatie holds itself to: the latest adopted one, the draft as long as none is."""
    return db.session.scalar(select(BudgetVersion).where(BudgetVersion.id == key_in_force(year)))


def key_in_force(year: Any) -> ScalarSelect[int]:
    """The key of the version in force, inside another statement."""
    version = aliased(BudgetVersion)  # so that it stands on its own in a statement over versions
    return (
        select(version.id)
        .where(version.year == year)
        .order_by(version.adopted_on.is_(None), version.number.desc())
        .limit(1)
        .scalar_subquery()
    )


def held(year: int, seen: int) -> BudgetVersion:
    """The draft of a year, held until the commit to be changed; the first begins here.

    `seen` is the number of changes that the person knew of, 0 for no budget. Raises BudgetChanged, BudgetAdopted.
    """
    if seen == 0 and _latest(year) is None:
        # Who comes at the same moment waits here, and then finds that the other was first.
        insert_unless_there(
            BudgetVersion, year=year, number=1, changes=0, why="", made_at=clock.now(), made_by=audit.who()
        )
    latest = latest_held(year, seen)
    if not latest.is_draft:
        raise BudgetAdopted(gettext("Deze begroting is vastgesteld en verandert niet meer. Maak een herziening."))
    return latest


def latest_held(year: int, seen: int) -> BudgetVersion:
    """The last version of a year, draft or adopted, held until the commit; raises BudgetChanged."""
    latest = _latest(year)
    if latest is None or latest.changes != seen:
        raise changed_meanwhile()
    return latest


def changed_meanwhile() -> BudgetChanged:
    """Somebody else was first."""
    return BudgetChanged(gettext("Een collega heeft de begroting net aangepast. Kijk hoe hij nu is."))


def _latest(year: int) -> BudgetVersion | None:
    return db.session.scalar(
        select(BudgetVersion)
        .where(BudgetVersion.year == year)
        .order_by(BudgetVersion.number.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
