"""Rules that nobody here wrote: the published schemas and validators judge what we make.

They lie beside the project, in `shared/standards`. Where they are not, or lack a tool, a test that asks them is
skipped and the last lines of the run say so.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.house import ROOT

VALIDATE = ROOT.parent / "shared" / "standards" / "validate"
NOT_JUDGED = "not judged by the official rules"
_CANNOT_JUDGE = 2


def findings(kind: str, content: bytes, folder: Path, *options: str) -> str:
    """What the published rules find in a file, warnings too, one finding a line; empty when it is sound."""
    if not VALIDATE.exists():
        pytest.skip(f"{NOT_JUDGED}: {VALIDATE} is not there")
    file = folder / f"judged.{kind}"
    file.write_bytes(content)
    told = subprocess.run(
        [sys.executable, VALIDATE, kind, file, "--strict", *options],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if told.returncode == _CANNOT_JUDGE:
        pytest.skip(f"{NOT_JUDGED}: {told.stdout.strip()}")
    *found, verdict = told.stdout.strip().splitlines() or [told.stderr]
    assert "VALID" in verdict, told.stdout + told.stderr
    return "\n".join(found)


def tell_what_was_not_judged(reporter: Any) -> None:
    """Say at the end of a run which tests could not ask the official rules, and why."""
    skipped = reporter.stats.get("skipped", [])
    reasons = [str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped]
    unjudged = [reason for reason in reasons if NOT_JUDGED in reason]
    if unjudged:
        reporter.section(NOT_JUDGED.upper(), red=True, bold=True)
        for reason in sorted(set(unjudged)):
            reporter.line(f"{unjudged.count(reason)} tests {reason}", red=True)
