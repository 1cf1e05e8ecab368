"""Names for made-up people, as mixed as the neighbourhood is, and the streets where they live."""

import tomllib
from pathlib import Path

_NAMES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

GIVEN_NAMES: list[str] = _NAMES["given"]
FAMILY_NAMES: list[str] = _NAMES["family"]
STREETS: list[str] = _NAMES["streets"]
