"""Keeping what there is at the stand-in in a file: a demo that is started again goes on where it was."""

import json
from pathlib import Path

from invoicing.online.stand_in.register import Register


def keep(register: Register, file: Path) -> None:
    """Write it down, whole or not at all."""
    written = file.with_suffix(".new")
    written.write_text(json.dumps({"things": register.things, "paid_out": register.paid_out}), encoding="utf-8")
    written.replace(file)


def recall(register: Register, file: Path) -> None:
    """Have what was there, if anything was; pages that are still open are where the register is now."""
    if not file.exists():
        return
    there = json.loads(file.read_text(encoding="utf-8"))
    register.things.update(there["things"])
    register.paid_out.update(there["paid_out"])
    for session in register.all_of("checkout.session", status="open"):
        session["url"] = f"{register.address}/pay/{session['id']}"
