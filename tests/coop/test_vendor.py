"""The files taken from others are the ones we said we took."""

import hashlib
import re

from coop.config import ROOT

VENDOR = ROOT / "coop" / "static" / "vendor"
ROW = re.compile(r"\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|")


def test_every_file_from_others_has_the_sum_its_readme_states() -> None:
    stated = dict(ROW.findall((VENDOR / "README.md").read_text()))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.suffix not in {".md", ".txt", ".gz", ".br"}
    }
    assert found == stated
