"""A database in which the demo was played: on SQLite once for all processes of a run, and then copied."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy.engine import make_url

from coop import clock, demo_command
from coop.database import db
from tests.databases import Make, alone

Play = Callable[[str], None]


def played(make: Make, play: Play, shared: Path) -> str:
    """The address of a new database with the demo in it; all processes of the run know the folder `shared`."""
    address = make()
    file = make_url(address).database
    if not address.startswith("sqlite") or file is None:
        play(address)
        return address
    kept = shared / "demo.sqlite"
    with alone(shared / "demo.lock"):
        if not kept.exists():
            play(address)
            with sqlite3.connect(file) as connection:
                connection.execute("VACUUM INTO ?", (str(kept),))
            connection.close()
    for left in Path(file).parent.glob(f"{Path(file).name}*"):  # with the log beside it
        left.unlink()
    shutil.copyfile(kept, file)
    return address


def play_until(day: date) -> None:
    """Play the demo in the house at hand, up to a day."""
    with clock.at(day):
        demo_command.play(1)
    db.session.remove()
    db.engine.dispose()
