"""The files taken from others are the ones we said we took."""

import hashlib
import re
from pathlib import Path

import pytest

from coop.config import ROOT

FOLDERS = (ROOT / "coop/static/vendor", ROOT / "tests/stories/browser/vendor")
ROW = re.compile(r"\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_every_file_from_others_has_the_sum_its_readme_states(folder: Path) -> None:
    stated = dict(ROW.findall((folder / "README.md").read_text()))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.suffix not in {".md", ".txt", ".gz", ".br"}
    }
    assert found == stated
