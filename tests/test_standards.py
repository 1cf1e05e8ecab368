"""The published rules, read once for many files, find in each what is wrong with it."""

from pathlib import Path

import pytest

from tests import standards

BROKEN = sorted((standards.VALIDATE.parent / "samples" / "ubl-bad").glob("*.xml"))


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.stem)
def test_what_is_broken_on_purpose_is_found(broken: Path, tmp_path: Path) -> None:
    assert "ERROR" in standards.findings("ubl", broken.read_bytes(), tmp_path)
