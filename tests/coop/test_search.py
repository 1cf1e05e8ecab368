"""What is typed in the one search box: words, amounts and phone numbers, each read as people write them."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from coop import floors, search
from coop.house import stated_permission
from coop.ledger.posting import post
from coop.money import Money
from coop.permission import PERMISSIONS, Permission, Role
from coop.search import Asked, Finder
from tests.coop.ledger.cast import sale
from tests.invoicing.cast import wijk

SignIn = Callable[..., FlaskClient]


@pytest.mark.parametrize(
    "typed",
    ["050 555 01 42", "050-5550142", "(050) 555.01.42", "+31 50 555 01 42", "0031505550142", "31 50 5550142"],
)
def test_a_phone_number_is_the_same_in_any_notation(typed: str) -> None:
    assert Asked.of(typed).phone == "505550142"


@pytest.mark.parametrize("typed", ["12,50", "2026-0012", "Boelemaheerd 12", "1.250,00", "12", "06"])
def test_what_is_no_phone_number_is_not_read_as_one(typed: str) -> None:
    assert Asked.of(typed).phone in {"", "20260012"}


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("€ 1.250,00", 125_000),
        ("-12,50", 1250),
        ("Jan", None),
        ("2026-0012", None),
    ],
)
def test_an_amount_is_read_as_people_write_it_and_has_no_direction(typed: str, cents: int | None) -> None:
    assert Asked.of(typed).amount == (None if cents is None else Money(cents))


@given(st.text(max_size=200))
def test_whatever_is_typed_is_something_that_can_be_asked(typed: str) -> None:
    asked = Asked.of(typed)
    assert len(asked.text) <= search.LONGEST
    assert "\0" not in asked.text
    assert len(asked.words) <= search.MOST_WORDS
    assert asked.phone.isdecimal() or not asked.phone


def test_only_a_list_of_finders_is_named_so() -> None:
    assert all(isinstance(one, Finder) for found in floors.found("finders", list) for one in found)


def test_who_may_find_something_may_open_the_list_of_all_of_it(app: Flask) -> None:
    for finder in search._finders():
        if finder.all_of is not None:
            needed = stated_permission(app, finder.all_of(Asked.of("jan"))[0])
            for role, given_ in PERMISSIONS.items():
                assert finder.permission not in given_ or needed in given_, f"{role}: {finder.label}"


def test_a_page_of_the_house_is_found_by_its_name(sign_in: SignIn) -> None:
    wijk()
    page = sign_in(Role.TREASURER).get("/zoeken?q=jaarcijf").text
    assert 'href="/jaarcijfers"' in page.partition("</nav>")[2]
    assert 'href="/jaarcijfers"' not in sign_in(Role.COORDINATOR).get("/zoeken?q=jaarcijf").text


def test_a_booking_is_found_by_its_label_and_by_the_amount_of_an_entry(sign_in: SignIn) -> None:
    wijk()
    post([sale(1, 123456)])
    treasurer = sign_in(Role.TREASURER)
    for typed in ("VK-1", "vk 1", "1.234,56"):
        assert "VK-1</strong>" in treasurer.get("/zoeken", query_string={"q": typed}).text, typed


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Zoek bijvoorbeeld op een achternaam"),
        ("x", "Typ minstens twee letters of cijfers."),
        ("qqqqq", "Niets gevonden voor"),
        ("100%_!", "Niets gevonden voor"),
        ("qx\0xq", "Niets gevonden voor"),
    ],
)
def test_nothing_found_is_said_kindly(sign_in: SignIn, typed: str, told: str) -> None:
    wijk()
    answer = sign_in(*Role).get("/zoeken", query_string={"q": typed})
    assert answer.status_code == 200
    assert told in answer.text


def test_who_has_no_desk_does_not_search(sign_in: SignIn, client: FlaskClient) -> None:
    assert Permission.DESK_USE not in PERMISSIONS[Role.MEMBER]
    assert sign_in(Role.MEMBER).get("/zoeken?q=jan").status_code == 403
    assert "Zoek in alles" not in client.get("/").text
