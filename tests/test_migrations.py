"""The schema that the migrations make is the schema of the models, on both databases."""

import re

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from coop.database import db
from tests import house


def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, db.metadata) == []


def test_a_migration_is_called_by_its_number_and_its_file() -> None:
    before = None
    for path in sorted((house.ROOT / "migrations" / "versions").glob("*.py")):
        told = dict(re.findall(r'^(revision|down_revision) = (?:"(.*)"|None)$', path.read_text(), re.M))
        assert told == {"revision": path.stem, "down_revision": before or ""}, (
            f"{path.name} is not the next in line"
        )
        before = path.stem
