"""Runs the migrations, on SQLite and on PostgreSQL, each in one transaction."""

from typing import Any, Literal

from alembic import context
from flask import current_app

from coop import floors
from coop.database import MoneyColumn, UtcDateTime, db

floors.modules()


def plainly(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as what they are in the database, so that a migration needs no code of ours."""
    if kind == "type" and isinstance(thing, MoneyColumn):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


settings = current_app.extensions["migrate"].configure_args

with db.engine.connect() as connection:
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:  # rebuilding a table would otherwise cascade through its foreign keys
        connection.connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_item=plainly,
        transactional_ddl=True,
        transaction_per_migration=True,
        **settings,
    )
    with context.begin_transaction():
        context.run_migrations()
    if sqlite:
        connection.connection.execute("PRAGMA foreign_keys=ON")
