"""A file for the bank on this machine: whole or not there, whatever happens while it is written."""

import os
from pathlib import Path

from flask_babel import gettext

from coop.errors import Refusal


class NotWritable(Refusal):
    """Nothing is collected or paid while the file cannot be kept."""


def must_be_writable(out: Path) -> None:
    """Raise NotWritable when a file cannot come there, before anything is booked for it."""
    try:
        with _half(out).open("wb"):
            pass
        _half(out).unlink()
    except OSError as trouble:
        raise NotWritable(gettext("%(file)s is niet te schrijven: bestaat de map?", file=out)) from trouble


def write(out: Path, content: bytes) -> None:
    """Write it; who looks meanwhile finds no file, or a whole one. Raises NotWritable."""
    half = _half(out)
    try:
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(out)
    except OSError as trouble:
        half.unlink(missing_ok=True)
        raise NotWritable(gettext("%(file)s is niet te schrijven: bestaat de map?", file=out)) from trouble


def _half(out: Path) -> Path:
    return out.with_name(f"{out.name}.half")
