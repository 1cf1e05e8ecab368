"""The keys of the staff: each has one meaning, all stand in one list, and they can be switched off."""

import re
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient

from coop import menu
from coop.permission import Role
from tests import house
from tests.invoicing.cast import wijk

SignIn = Callable[..., FlaskClient]
TAKEN = {"/", "?", "j", "k", "o", "1", "2", "3"}
"""Keys that mean something by themselves; after a `g` every letter is free."""


def test_a_letter_after_g_leads_to_one_room() -> None:
    keys = [item.key for item in menu._items() if item.key]
    assert len(keys) == len(set(keys)) > 10
    assert all(len(key) == 1 and key.isalpha() and key.islower() for key in keys)


def test_every_key_of_ones_own_doors_stands_in_the_list(sign_in: SignIn) -> None:
    wijk()
    page = sign_in(Role.COORDINATOR).get("/toetsen").text.partition('id="keys"')[2]
    assert "<kbd>g</kbd> <kbd>p</kbd></dt><dd>Planning</dd>" in page
    assert "Grootboek" not in page
    for key in TAKEN:
        assert f"<kbd>{key}</kbd>" in page


def test_the_keys_are_all_in_one_script() -> None:
    """Escape closes what is open, wherever that is: no letter, so nobody presses it by talking."""
    scripts: list[Path] = sorted((house.ROOT / "coop" / "static").glob("*.js"))
    for path in scripts:
        asked = set(re.findall(r'\.key === "([^"]+)"', path.read_text()))
        assert path.name == "keys.js" or asked <= {"Escape"}, f"{path.name} listens to {asked}: keys.js does that"
        assert path.name == "keys.js" or path.read_text().count('"keydown"') <= len(asked)


def test_keys_can_be_switched_off_and_on_again(sign_in: SignIn) -> None:
    wijk()
    browser = sign_in(Role.TREASURER)
    assert "keys.js" in browser.get("/vandaag").text
    assert browser.post("/toetsen", data={"listen": "no"}).status_code == 303
    assert "keys.js" not in browser.get("/vandaag").text
    assert "Toetsen aanzetten" in browser.get("/account").text
    browser.post("/toetsen", data={"listen": "yes"})
    assert "keys.js" in browser.get("/vandaag").text


def test_a_member_on_a_phone_has_no_keys(sign_in: SignIn) -> None:
    wijk()
    member = sign_in(Role.MEMBER, as_member=True)
    assert "keys.js" not in member.get("/mijn").text
    assert "Toetsen" not in member.get("/account").text
    assert member.get("/toetsen").status_code == 403
