"""The demo's people: enough of each, the same for the same seed, and quick to make."""

from datetime import date
from pathlib import Path
from random import Random

import phonenumbers
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from stdnum.nl import postcode

from coop import clock
from coop.database import db
from coop.permission import Role
from members import contribution, demo, member
from members import login as logins
from members.demo_names import STREETS
from members.engagement import Engagement, EngagementKind
from members.member import Member, MemberState
from members.party import Person
from tests.conftest import make_app
from tests.databases import Make


def test_the_demo_wijk_has_members_of_every_engagement_and_one_login_a_role(session: Session) -> None:
    _settle(1)
    members = session.scalars(select(Member).order_by(Member.number)).all()
    assert (len(members), len(demo.residents())) == (60, 400)
    assert {member.state for member in members} == {MemberState.ADMITTED}
    assert [member.number for member in members] == list(range(1, 61))
    kinds = session.execute(select(Engagement.kind, func.count()).group_by(Engagement.kind)).all()
    assert {kind for kind, _ in kinds} == set(EngagementKind)
    assert [role for role, login in demo.demo_logins() if role in login.roles] == list(Role)
    assert logins.checked("penningmeester@example.org", demo.DEMO_PASSWORD)
    assert demo.municipality().oin
    assert len(demo.suppliers()) == 6


def test_everybody_in_it_is_made_up_but_fits_the_forms(session: Session) -> None:
    _settle(2)
    people = session.scalars(select(Person)).all()
    for person in people:
        assert person.street in STREETS
        assert postcode.is_valid(person.postcode)
        assert not person.email or person.email.endswith("@example.org")
        assert not person.phone or person.phone.startswith("+3160000")
        assert not person.phone or phonenumbers.is_possible_number(phonenumbers.parse(person.phone))
    addresses = [person.email for person in people if person.email]
    assert len(addresses) == len(set(addresses))


def test_a_year_brings_dues_somebody_leaving_and_applicants_of_late(session: Session) -> None:
    dice = _settle(3)
    demo.live(dice, date(2025, 12, 1), date(2026, 1, 1))
    demo.live(dice, date(2026, 1, 1), date(2026, 1, 20))
    assert len(contribution.dues(2025)) == 60
    assert len(contribution.dues(2026)) == 59
    assert len(member.applicants()) == 3
    with clock.at(date(2026, 1, 20)):
        assert demo.summary() == {"leden": 59, "bewoners": 400}


def test_the_same_seed_makes_the_same_people(new_database: Make, tmp_path: Path) -> None:
    seen = []
    for seed in (7, 7, 8):
        app = make_app(new_database(), tmp_path)
        with app.app_context():
            _settle(seed)
            people = db.session.scalars(select(Person).order_by(Person.id))
            seen.append([(person.name, person.address_lines, person.phone) for person in people])
            db.session.remove()
            db.engine.dispose()
    assert seen[0] == seen[1] != seen[2]


def _settle(seed: int) -> Random:
    dice = Random(seed)  # noqa: S311 - the same people again is what is wanted, not secrecy
    with clock.at(date(2025, 1, 1)):
        demo.settle(dice)
    return dice
