"""The demo's people: enough of each, the same for the same seed, and quick to make."""

from pathlib import Path
from random import Random

import phonenumbers
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from stdnum import iban
from stdnum.eu import vat
from stdnum.nl import postcode

from coop import clock, wijk
from coop.database import db
from members import login as logins
from members.demo import DEMO_PASSWORD, Settlers, demo_logins, settle
from members.demo_names import STREETS
from members.engagement import Engagement, EngagementKind
from members.member import MemberState
from members.party import Person
from tests.conftest import Make, make_app


def test_the_demo_wijk_has_members_of_every_engagement_and_one_login_a_role(session: Session) -> None:
    settlers = _settled(1)
    assert (len(settlers.members), len(settlers.residents)) == (60, 400)
    assert {member.state for member in settlers.members} == {MemberState.ADMITTED}
    assert [member.number for member in settlers.members] == list(range(1, 61))
    kinds = session.execute(select(Engagement.kind, func.count()).group_by(Engagement.kind)).all()
    assert {kind for kind, _ in kinds} == set(EngagementKind)
    for role, login in demo_logins():
        assert role in login.roles
    assert logins.checked("penningmeester@example.org", DEMO_PASSWORD)
    assert wijk.current().is_demo


def test_everybody_in_it_is_made_up_but_fits_the_forms(session: Session) -> None:
    settlers = _settled(2)
    for person in (*settlers.residents, *(member.person for member in settlers.members)):
        assert person.street in STREETS
        assert postcode.is_valid(person.postcode)
        assert not person.email or person.email.endswith("@example.org")
        assert not person.phone or person.phone.startswith("+3160000")
        assert not person.phone or phonenumbers.is_possible_number(phonenumbers.parse(person.phone))
    assert iban.is_valid(wijk.current().iban)
    assert vat.is_valid(wijk.current().vat_id)
    addresses = [person.email for person in session.scalars(select(Person)) if person.email]
    assert len(addresses) == len(set(addresses))


def test_the_same_seed_makes_the_same_people(new_database: Make, tmp_path: Path) -> None:
    seen = []
    for seed in (7, 7, 8):
        app = make_app(new_database(), tmp_path)
        with app.app_context():
            _settled(seed)
            people = db.session.scalars(select(Person).order_by(Person.id))
            seen.append([(person.name, person.address_lines, person.phone) for person in people])
            db.session.remove()
            db.engine.dispose()
    assert seen[0] == seen[1] != seen[2]


def test_settling_does_not_move_the_clock(session: Session) -> None:
    today = clock.today()
    _settled(1)
    assert clock.today() == today


def _settled(seed: int) -> Settlers:
    return settle(Random(seed))  # noqa: S311 - the same people again is what is wanted, not secrecy
