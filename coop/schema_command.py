"""`coop db`: bring the database to the newest schema."""

from pathlib import Path
from types import ModuleType

import click
from flask import current_app
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from coop.database import db


@click.group("db")
def command() -> None:
    """De database bijwerken."""


@command.command("upgrade")
def to_newest() -> None:
    """Breng de database naar de nieuwste vorm."""
    bring_up_to_date()


@command.command("downgrade")
@click.argument("target", default="-1")
def back(target: str) -> None:
    """Ga een stap terug (alleen voor wie eraan bouwt)."""
    _migrations().downgrade(revision=target)


@command.command("revision")
@click.argument("name")
@click.option("--empty", is_flag=True, help="Begin leeg, vergelijk niet met de modellen.")
def new_revision(name: str, empty: bool) -> None:
    """Maak een nieuwe migratie uit het verschil met de modellen."""
    migrations = _migrations()
    (migrations.revision if empty else migrations.migrate)(message=name, rev_id=name)


def bring_up_to_date() -> None:
    """Run the migrations that this database has not had yet; SQLite's folder is made when it is missing."""
    address = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    file = address.database if address.drivername.startswith("sqlite") else None
    if file and not file.startswith("file:"):  # an address of SQLite's own, whose folder is there
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    if not _is_up_to_date():
        _migrations().upgrade()


def _is_up_to_date() -> bool:
    # Migrations are one line and bear their number, so the last by name is the newest; every start asks this, and
    # reading Alembic for the answer would take longer than all else.
    newest = max(path.stem for path in Path(current_app.config["MIGRATIONS"], "versions").glob("0*.py"))
    try:
        found = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except DBAPIError:
        found = None
    db.session.rollback()
    return bool(found == newest)


def _migrations() -> ModuleType:
    # Only who changes the database has to read Alembic; everybody else would wait for it.
    import flask_migrate

    flask_migrate.Migrate(
        current_app, db, directory=current_app.config["MIGRATIONS"], render_as_batch=True, compare_type=True
    )
    return flask_migrate  # type: ignore[no-any-return]
