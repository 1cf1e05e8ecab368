"""Saved selections: the filters of a list under a name, of one login, so that every Monday begins where it did.

They are somebody's own bookmarks and change nothing of the cooperative: the audit trail does not tell of them.
"""

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, bindparam, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal

MOST = 12
"""So many selections of one list fit above it."""
LONGEST_NAME, LONGEST_QUERY = 40, 500


class NameTaken(Refusal):
    """A selection has a name of its own in its list."""


class NoName(Refusal):
    """A selection has a name."""


class TooMany(Refusal):
    """Only so many selections of one list are kept."""


class SavedView(Model):
    """A list, by the endpoint of its page, with its filters as they stand in the address."""

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("login_id", "page", "name"),
        CheckConstraint("name <> ''", name="name"),
    )

    id: Mapped[int] = pk()
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    page: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    query: Mapped[str] = mapped_column(String(LONGEST_QUERY))


def save(login_id: int, page: str, name: str, query: str) -> SavedView:
    """Keep a selection; raises NoName, NameTaken, TooMany."""
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise NoName(gettext("Geef de selectie een naam."), "name")
    count = select(func.count()).where(SavedView.login_id == login_id, SavedView.page == page)
    if (db.session.scalar(count) or 0) >= MOST:
        raise TooMany(gettext("Je hebt al %(count)s selecties van deze lijst. Haal er eerst een weg.", count=MOST))
    made = SavedView(login_id=login_id, page=page, name=name, query=query[:LONGEST_QUERY])
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as twice:
        raise NameTaken(
            gettext("Je hebt al een selectie “%(name)s”. Kies een andere naam.", name=name), "name"
        ) from twice
    return made


# Put in words once, since every list asks it.
_OF_PAGE = (
    select(SavedView)
    .where(SavedView.login_id == bindparam("login"), SavedView.page == bindparam("asked"))
    .order_by(func.lower(SavedView.name), SavedView.id)
)


def of_page(login_id: int, page: str) -> list[SavedView]:
    """Somebody's selections of a list, by name."""
    return list(db.session.scalars(_OF_PAGE, {"login": login_id, "asked": page}))


def remove(login_id: int, view_id: int) -> SavedView:
    """Take one of somebody's own selections away, and return what it was; raises NotFound."""
    found = db.session.scalar(select(SavedView).where(SavedView.id == view_id, SavedView.login_id == login_id))
    if found is None:
        raise NotFound(gettext("Deze selectie is er niet."))
    db.session.delete(found)
    db.session.flush()
    return found
