"""Scenarios: changes kept under a name, to be opened again, compared, and made into a budget."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import JSON, CheckConstraint, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from invoicing.scenario.changes import Changes, read_kept, write

LONGEST_NAME = 60


class NoName(Refusal):
    """A scenario is called something, or nobody finds it again."""


class NameTaken(Refusal):
    """Two scenarios under one name would be taken for each other."""


class NothingChanged(Refusal):
    """A scenario in which nothing is otherwise is the year as it is."""


class WrongYear(Refusal):
    """A scenario is for this year or one of the next."""


class Scenario(Model):
    """What would be otherwise in a year."""

    __tablename__ = "scenario"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("year BETWEEN 2000 AND 2999", name="year"),
    )
    __audited__ = ("name",)

    id: Mapped[int] = pk()
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), unique=True)
    year: Mapped[int]
    words: Mapped[dict[str, str]] = mapped_column("changes", JSON)
    """The changes as `invoicing.scenario.changes` writes them."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))

    @property
    def changes(self) -> Changes:
        """What is otherwise; raises WrongChange where somebody wrote in the table by hand."""
        return read_kept(self.words)

    def rename(self, name: str) -> None:
        """Call it otherwise; raises NoName, NameTaken."""
        plain = _plain(name)
        with _one_of_a_name(plain):
            self.name = plain


def keep(name: str, year: int, changes: Changes) -> Scenario:
    """Keep changes under a name; raises NoName, NameTaken, NothingChanged, WrongYear."""
    name = _plain(name)
    if changes.is_nothing:
        raise NothingChanged(gettext("Verander eerst iets. Nu is het scenario hetzelfde als vandaag."))
    if not clock.today().year <= year <= clock.today().year + 5:
        raise WrongYear(gettext("Kies dit jaar of een van de vijf jaren erna."), "year")
    made = Scenario(name=name, year=year, words=write(changes), made_at=clock.now(), made_by=audit.who())
    with _one_of_a_name(name):
        db.session.add(made)
    return made


def scenarios() -> list[Scenario]:
    """Every scenario, the latest first."""
    return list(db.session.scalars(select(Scenario).order_by(Scenario.made_at.desc(), Scenario.id.desc())))


def find(scenario_id: int) -> Scenario:
    """The scenario with this number; raises NotFound."""
    found = db.session.get(Scenario, scenario_id)
    if found is None:
        raise NotFound(gettext("Dit scenario is er niet."))
    return found


def called(name: str) -> Scenario:
    """The scenario with this name, however it is capitalised; raises NotFound."""
    plain = name.strip().casefold()
    found = next((one for one in scenarios() if one.name.casefold() == plain), None)
    if found is None:
        raise NotFound(gettext("Er is geen scenario “%(name)s”.", name=name))
    return found


def remove(found: Scenario) -> None:
    """Take it away."""
    db.session.delete(found)
    db.session.flush()


def _plain(name: str) -> str:
    plain = " ".join(name.replace("\0", "").split())[:LONGEST_NAME]
    if not plain:
        raise NoName(gettext("Geef het scenario een naam."), "name")
    return plain


@contextmanager
def _one_of_a_name(name: str) -> Iterator[None]:
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as twice:
        raise NameTaken(
            gettext("Er is al een scenario “%(name)s”. Kies een andere naam.", name=name), "name"
        ) from twice
