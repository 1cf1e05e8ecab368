"""Parties: found again when they are the same, and never overwritten by a stranger."""

import pytest
from sqlalchemy.orm import Session

from coop.errors import NotFound
from members import party
from members.party import Organisation, Person, find_or_make_person
from tests.members import cast

HOUSE = {"street": "Atensheerd", "house_number": "7", "postcode": "9736 KC", "city": "Groningen"}


def test_the_same_name_house_and_phone_is_the_same_person(session: Session) -> None:
    first = party.find_or_make_person(name="Wim Mulder", phone="+31600000044", **HOUSE)
    again = party.find_or_make_person(name=" wim  mulder", phone="+31600000044", email="w@example.org", **HOUSE)
    assert again is first
    assert first.email == ""


def test_a_housemate_with_another_name_is_somebody_else(session: Session) -> None:
    first = party.find_or_make_person(name="Wim Mulder", phone="+31600000044", **HOUSE)
    assert party.find_or_make_person(name="Riet Mulder", phone="+31600000044", **HOUSE) is not first


def test_a_namesake_without_a_shared_phone_or_mail_is_somebody_else(session: Session) -> None:
    first = party.find_or_make_person(name="Wim Mulder", phone="+31600000044", **HOUSE)
    assert party.find_or_make_person(name="Wim Mulder", phone="+31600000045", **HOUSE) is not first
    assert party.find_or_make_person(name="Wim Mulder", **HOUSE) is not first


def test_a_name_is_read_whole_or_in_two_parts(session: Session) -> None:
    assert Person(name="Sanne van der Meer").family_name == "van der Meer"
    assert Person(given_name="Sanne", family_name="van der Meer").name == "Sanne van der Meer"


def test_searching_takes_every_word_and_no_wildcards(session: Session) -> None:
    cast.person("Sanne van der Meer", street="Jaltadaheerd")
    cast.person("Sanne Postma")
    assert [found.name for found in party.search("sanne jaltada")] == ["Sanne van der Meer"]
    assert party.search("%") == []
    assert len(party.search("")) == 2


@pytest.mark.parametrize(
    "typed",
    [
        "06 1234 5678",
        "0612345678",
        "06-12345678",
        "+31612345678",
        "+31 (0)6 12 34 56 78",
        "0031 6 1234 5678",
        "061234",
    ],
)
def test_a_phone_number_is_found_however_it_is_written(session: Session, typed: str) -> None:
    fatima = cast.person(phone="+31612345678")
    cast.person("Omar Bakker", phone="+31501234567")
    assert party.search(typed) == [fatima]
    assert party.search(f"haddad {typed}") == [fatima]
    assert party.search(f"{typed} bakker") == []


@pytest.mark.parametrize("typed", ["2026-0042", "12", "9736 HB", "NL02ABNA0123456789", "007", "Laan 1940-1945"])
def test_what_is_no_phone_number_stays_as_it_was_typed(typed: str) -> None:
    assert party.words_of(typed) == typed.split()


def test_an_organisation_is_not_found_as_a_person(session: Session) -> None:
    gemeente = cast.organisation()
    assert party.find(gemeente.id) is gemeente
    with pytest.raises(NotFound):
        party.find_person(gemeente.id)


def test_an_address_is_two_lines(session: Session) -> None:
    assert cast.person().address_lines == ["Boelemaheerd 12", "9736 HB Groningen"]
    assert cast.person(street="", house_number="", postcode="", city="").address_lines == []


def test_what_was_not_known_yet_is_learned_and_what_is_known_stays(session: Session) -> None:
    home = ("Ypemaheerd", "12", "9736 MD", "Groningen")
    jan = find_or_make_person(name="Jan Jansen", phone="+31612345678", house_number="12", postcode="9736 MD")
    jan.learn(email="Jan@Example.org", phone="+31687654321", address=home)
    assert (jan.email, jan.phone, jan.address_lines) == (
        "jan@example.org",
        "+31612345678",
        ["Ypemaheerd 12", "9736 MD Groningen"],
    )
    jan.learn(email="", phone="", address=("Bekemaheerd", "3", "9737 PS", "Groningen"))
    assert jan.street == "Ypemaheerd", "an order for his mother does not move him"


def test_where_an_organisation_has_work_done_is_not_where_it_lives(session: Session) -> None:
    office = Organisation(name="Gemeente Groningen")
    session.add(office)
    session.flush()
    office.learn(email="", phone="", address=("Ypemaheerd", "12", "9736 MD", "Groningen"))
    assert office.address_lines == []
