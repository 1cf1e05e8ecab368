"""`coop demo load`: plays the life of a made-up wijk, month by month, through the verbs the screens use."""

import gc
import random
from datetime import date
from typing import Protocol, cast

import click
from flask_babel import gettext, lazy_gettext
from sqlalchemy import text

from coop import audit, clock, demo, floors, wijk
from coop.database import db
from coop.errors import Refusal
from coop.period import DateRange, months, next_month
from coop.report import Report, print_report, report_format

BEGIN = date(2025, 1, 1)


class NotEmpty(Refusal):
    """The demo is only played in a house where nobody lives yet."""


class Chapter(Protocol):
    """What a floor plays; a module called `demo` offers these, and `close` when something is left at the end."""

    def settle(self, random: random.Random) -> None:
        """Make what must be there first, on the first day."""

    def live(self, random: random.Random, month: date, until: date) -> None:
        """Play the days from the first of a month up to `until`."""

    def summary(self) -> dict[str, object]:
        """What there is in the end, by its Dutch name."""


@click.group("demo")
def command() -> None:
    """De voorbeeldwijk."""


@command.command("load")
@click.option("--seed", default=1, show_default=True, help="Hetzelfde getal geeft dezelfde wijk.")
@click.option("--scale", default=1, show_default=True, type=click.IntRange(1, 100), help="Zoveel keer zo groot.")
@report_format
def load(seed: int, scale: int, form: str) -> None:
    """Vul een lege database met een voorbeeldwijk."""
    print_report(_as_report(play(seed, scale)), form)


def play(seed: int, scale: int = 1) -> dict[str, object]:
    """Play the wijk from BEGIN up to today in one transaction, and return its summary; raises NotEmpty."""
    if wijk.find() is not None:
        raise NotEmpty(gettext("Hier is al een wijk. Kies een lege database voor de voorbeeldwijk."))
    chapters = _chapters()
    dice = random.Random(seed)  # noqa: S311 - it plays, it keeps no secrets
    size = demo.scale.set(scale)
    gc.disable()  # it makes much and drops little: walking all of that over and over finds next to nothing
    try:
        with audit.actor("demo"):
            with clock.at(BEGIN):
                for chapter in chapters:
                    chapter.settle(dice)
            today = clock.today()
            for month in months(DateRange(BEGIN, today)):
                until = min(next_month(month), today)
                with clock.at(month):
                    for chapter in chapters:
                        chapter.live(dice, month, until)
                _tell_planner()
            demo.close()
            facts = {name: fact for chapter in chapters for name, fact in chapter.summary().items()}
            db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        gc.enable()
        demo.scale.reset(size)
    return facts


def _tell_planner() -> None:
    # PostgreSQL plans by what it knew of the tables, and sees nothing of a transaction that is still going on: it
    # went on to read whole tables within each other, as when they were empty.
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ANALYZE"))


def _chapters() -> list[Chapter]:
    """Every floor's demo, from the bottom to the top."""
    return [cast(Chapter, module) for module in floors.modules() if module.__name__.rpartition(".")[2] == "demo"]


def _as_report(facts: dict[str, object]) -> Report:
    columns = (("what", str(lazy_gettext("Wat"))), ("value", str(lazy_gettext("Hoeveel"))))
    return Report(columns, [{"what": name, "value": fact} for name, fact in facts.items()])
