"""One design: colours and sizes of letters have a name, in one place, and every name is meant by somebody."""

import re
from pathlib import Path

import pytest

from coop.config import ROOT

SHEETS = sorted((ROOT / "coop/static").glob("*.css"))
DRAWINGS = sorted((ROOT / "coop/static").glob("*.svg"))
HOUSE = ROOT / "coop/static/house.css"

NOTE = re.compile(r"/\*.*?\*/", re.S)
TOKENS = re.compile(r":root\s*\{[^}]*\}")
"""The one kind of block in which a colour may be spelled out."""
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(|:\s*(?:white|black|gr[ae]y|red|green|blue)\b", re.I
)
DEFINED = re.compile(r"(--[\w-]+)\s*:")
USED = re.compile(r"var\((--[\w-]+)")
SAME_IN_THE_DARK = {"--plate", "--veil"}

everywhere = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)


@everywhere
def test_a_colour_is_called_by_its_name(sheet: Path) -> None:
    raw = COLOUR.findall(TOKENS.sub("", _bare(sheet)))
    assert not raw, (
        f"{sheet.name} spells out {raw}: use a token of house.css, or add one there for light and dark."
    )


@everywhere
def test_letters_have_a_size_of_the_house(sheet: Path) -> None:
    own = re.findall(r"font-size: ([\d.]+(?:rem|px))", TOKENS.sub("", _bare(sheet)))
    assert not own, f"{sheet.name} has sizes of its own, {own}: use --text-small, --text-lead … of house.css."


def test_every_token_that_is_used_is_there_and_every_token_is_used() -> None:
    bare = "".join(_bare(sheet) for sheet in SHEETS)
    defined = set(DEFINED.findall(bare))
    used = set(USED.findall(bare + "".join(drawing.read_text() for drawing in DRAWINGS)))
    assert not used - defined, f"nobody says what {used - defined} are"
    unused = {name for name in defined - used if not name.startswith("--pico-")}  # those Pico uses
    assert not unused, f"nothing uses {unused}"


def test_every_colour_has_another_in_the_dark() -> None:
    light, dark, *_paper = TOKENS.findall(_bare(HOUSE))
    named = {name for name, value in re.findall(r"(--[\w-]+):\s*([^;]+)", light) if COLOUR.search(value)}
    assert named - set(DEFINED.findall(dark)) == SAME_IN_THE_DARK


def test_paper_is_light_also_when_the_device_is_dark() -> None:
    asked = [found for sheet in SHEETS for found in re.findall(r"@media ([^{]*dark[^{]*)\{", _bare(sheet))]
    assert asked
    assert all(found.startswith("screen") for found in asked)


def _bare(sheet: Path) -> str:
    return NOTE.sub("", sheet.read_text())
