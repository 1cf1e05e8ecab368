"""When somebody is there: kept a weekday, said in stretches, changed on one page."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coop import opening_hours
from coop.audit import AuditLine
from coop.opening_hours import NoOpening, OpeningHours, Stretch
from coop.permission import Role
from coop.wijk import Wijk

MORNING = (time(9), time(12, 30))
MONDAY, WEDNESDAY, FRIDAY = 0, 2, 4


@pytest.fixture(autouse=True)
def beijum(session: Session) -> None:
    session.add(Wijk(name="Beijum", phone="+31505550142"))
    session.commit()


def test_days_in_a_row_with_the_same_hours_are_said_at_once(app: Flask) -> None:
    opening_hours.change({0: MORNING, 1: MORNING, 2: (time(13), time(17)), 4: MORNING, 5: MORNING})
    assert opening_hours.stretches() == [
        Stretch(0, 1, *MORNING),
        Stretch(2, 2, time(13), time(17)),
        Stretch(4, 5, *MORNING),
    ]


@pytest.mark.parametrize(
    ("hour", "minute", "there"), [(8, 59, False), (9, 0, True), (12, 29, True), (12, 30, False)]
)
def test_somebody_is_there_from_opening_until_just_before_closing(
    app: Flask, hour: int, minute: int, there: bool
) -> None:
    opening_hours.change({MONDAY: MORNING})
    summer = datetime(2026, 7, 6, hour - 2, minute, tzinfo=UTC)  # a Monday
    assert opening_hours.is_open(summer) is there
    assert not opening_hours.is_open(summer.replace(day=7))


@pytest.mark.parametrize(
    ("hours", "field"),
    [
        ((time(9), None), "opens_2"),
        ((None, time(9)), "opens_2"),
        ((time(9), time(9)), "closes_2"),
        ((time(12), time(9)), "closes_2"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(
    app: Flask, hours: tuple[time | None, time | None], field: str
) -> None:
    with pytest.raises(NoOpening) as refusal:
        opening_hours.change({WEDNESDAY: hours})
    assert refusal.value.field == field


@pytest.mark.parametrize(("weekday", "opens", "closes"), [(7, time(9), time(10)), (1, time(10), time(9))])
def test_the_database_refuses_it_too(session: Session, weekday: int, opens: time, closes: time) -> None:
    session.add(OpeningHours(weekday=weekday, opens=opens, closes=closes))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_change_leaves_a_line_a_day_and_sameness_none(session: Session) -> None:
    opening_hours.change({MONDAY: MORNING, FRIDAY: MORNING})
    opening_hours.change({MONDAY: MORNING, FRIDAY: (time(10), time(12))})
    opening_hours.change({MONDAY: MORNING})
    lines = select(AuditLine).where(AuditLine.what == "opening_hours").order_by(AuditLine.id)
    assert [(line.subject, line.was, line.now) for line in session.scalars(lines)] == [
        ("opening_hours:0", None, "09:00-12:30"),
        ("opening_hours:4", None, "09:00-12:30"),
        ("opening_hours:4", "09:00-12:30", "10:00-12:00"),
        ("opening_hours:4", "10:00-12:00", None),
    ]


def test_they_are_set_on_a_page_and_read_at_contact(
    client: FlaskClient, sign_in: Callable[..., FlaskClient], at: Callable[[datetime], object]
) -> None:
    treasurer = sign_in(Role.TREASURER)
    refused = treasurer.post("/instellingen/openingstijden", data={"opens_0": "9:00"})
    assert (refused.status_code, "van wanneer tot wanneer" in refused.text) == (422, True)
    told = {"opens_0": "9:00", "closes_0": "12:30", "opens_1": "9:00", "closes_1": "12:30"}
    assert treasurer.post("/instellingen/openingstijden", data=told).status_code == 303
    assert 'value="12:30"' in treasurer.get("/instellingen/openingstijden").text
    with at(datetime(2026, 7, 6, 8, 0, tzinfo=UTC)):
        page = client.get("/contact").text
    assert "Maandag tot en met dinsdag" in page
    assert "9:00–12:30" in page
    assert "nu open" in page
    assert "tel:+31505550142" in page
