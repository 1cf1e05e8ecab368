"""The lock files: everything pinned with its hash, and nothing in them about where it came from."""

import re
from configparser import ConfigParser

import pytest

from tests import house

LOCKS = ("requirements.lock", "requirements-test.lock")
PINNED = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([^ ;]+)(?: ;[^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_only_versions_and_hashes(name: str) -> None:
    for number, line in enumerate((house.ROOT / name).read_text().splitlines(), 1):
        assert line.startswith("#") or PINNED.match(line) or HASH.match(line), (
            f"{name}:{number}: `{line}` is no pinned version or hash. "
            "A lock names no host and no folder; make it again with bin/lock."
        )


def test_both_locks_agree() -> None:
    run, test = (_versions(name) for name in LOCKS)
    apart = {name for name in run if test.get(name) != run[name]}
    assert not apart, f"Tested in another version than run: {apart}. Make both again with bin/lock."


@pytest.mark.parametrize(("name", "extras"), [(LOCKS[0], ("build", "postgres")), (LOCKS[1], ("test",))])
def test_what_setup_asks_for_is_locked(name: str, extras: tuple[str, ...]) -> None:
    asked = ConfigParser()
    asked.read(house.ROOT / "setup.cfg")
    wanted = [asked["options"]["install_requires"], *(asked["options.extras_require"][extra] for extra in extras)]
    for line in "\n".join(wanted).split("\n"):
        project = re.match(r"[a-z0-9-]+", line.strip())
        if project:
            assert project.group() in _versions(name), (
                f"setup.cfg asks for {line}; run bin/lock to put it in {name}."
            )


def _versions(name: str) -> dict[str, str]:
    found = (PINNED.match(line) for line in (house.ROOT / name).read_text().splitlines())
    return {match.group(1): match.group(2) for match in found if match}
