"""A treasurer keeps a selection of a list, takes it away and has it back; with and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from coop.permission import Role
from tests.members.cast import person
from tests.orders.cast import an_order
from tests.stories.browser import cast
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import DESK, PHONE, Walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "scripts"), [(DESK, True), (PHONE, False)])
def test_a_selection_is_kept_removed_and_back(
    house_server: HouseServer, window: Callable[..., Walk], size: dict[str, object], scripts: bool
) -> None:
    with house_server.inside():
        _, garden, verf = cast.neighbourhood()
        cast.who_works_here("Marga Oosterhuis", Role.COORDINATOR)
        an_order(garden, person("Anna Bos"))
        an_order(verf, person("Bram Dijk"))
    walk = window(size, java_script_enabled=scripts)
    walk.sign_in("marga.oosterhuis@example.org", cast.PASSWORD)
    walk.door("Bestellingen")
    walk.type("Naam, straat, telefoon, dienst of code", "schilder")
    walk.tap("Zoeken")
    walk.tap("Bewaar deze selectie")
    walk.type("Naam van de selectie", "Schilderwerk")
    walk.tap("Bewaren")
    walk.sees("De selectie is bewaard.")
    walk.door("Bestellingen")
    walk.sees("Anna Bos")
    walk.tap("Schilderwerk")
    walk.sees("Bram Dijk")
    expect(walk.main.get_by_text("Anna Bos")).to_have_count(0)
    walk.tap("Haal de selectie Schilderwerk weg")
    walk.sees("De selectie “Schilderwerk” is weg.")
    walk.tap("Ongedaan maken")
    walk.sees("Ongedaan gemaakt.")
    expect(walk.find("Schilderwerk")).to_be_visible()
