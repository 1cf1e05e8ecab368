"""Rules that nobody here wrote: the published schemas and validators judge what we make.

They lie beside the project, in `shared/standards`. Where they are not, or lack a tool, a test that asks them is
skipped and the last lines of the run say so.
"""

import io
import os
import runpy
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.house import ROOT

VALIDATE = ROOT.parent / "shared" / "standards" / "validate"
NOT_JUDGED = "not judged by the official rules"
_CANNOT_JUDGE = 2
_JAVA_FOR_ONE_FILE = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # what it compiles for speed later never pays back


def findings(kind: str, content: bytes, folder: Path, *options: str) -> str:
    """What the published rules find in a file, warnings too, one finding a line; empty when it is sound."""
    if not VALIDATE.exists():
        pytest.skip(f"{NOT_JUDGED}: {VALIDATE} is not there")
    file = folder / f"judged.{kind}"
    file.write_bytes(content)
    told = io.StringIO()
    with redirect_stdout(told):
        code = _judge()([kind, str(file), "--strict", *options])
    if code == _CANNOT_JUDGE:
        pytest.skip(f"{NOT_JUDGED}: {told.getvalue().strip()}")
    *found, verdict = told.getvalue().strip().splitlines()
    assert "VALID" in verdict, told.getvalue()
    return "\n".join(found)


@cache
def _judge() -> Callable[[list[str]], int]:
    """The validator, read once: its rules are compiled at the first file of a kind and kept for those after it."""
    os.environ.setdefault("JDK_JAVA_OPTIONS", _JAVA_FOR_ONE_FILE)
    judge: Callable[[list[str]], int] = runpy.run_path(str(VALIDATE), run_name="validate")["main"]
    return judge


def tell_what_was_not_judged(reporter: Any) -> None:
    """Say at the end of a run which tests could not ask the official rules, and why."""
    skipped = reporter.stats.get("skipped", [])
    reasons = [str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped]
    unjudged = [reason for reason in reasons if NOT_JUDGED in reason]
    if unjudged:
        reporter.section(NOT_JUDGED.upper(), red=True, bold=True)
        for reason in sorted(set(unjudged)):
            reporter.line(f"{unjudged.count(reason)} tests {reason}", red=True)
