"""The maxima of the allowance are guarded when planning and when approving hours; who passes one says why."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from coop import audit, wijk
from coop.money import Money
from coop.permission import Role
from invoicing.allowances.counted import counted
from invoicing.allowances.maximum import passed, remarks
from invoicing.allowances.over import over
from members.party import Person
from orders import hours, limit
from orders.candidate import candidates
from orders.hours import HoursState
from orders.limit import OverLimit, Step
from orders.staffing import assign
from tests.invoicing.allowances.cast import allowed, approved, volunteer, worked
from tests.invoicing.claims.cast import an_approved_claim
from tests.members.cast import a_member
from tests.orders.cast import a_job, an_order, garden

SignIn = Callable[..., FlaskClient]
NOVEMBER = date(2025, 11, 1)


def days(count: int, month: date = NOVEMBER) -> Sequence[date]:
    """So many days of a month."""
    return [month + timedelta(days=n) for n in range(count)]


def test_hours_up_to_the_maximum_of_the_month_are_approved_and_more_only_for_a_reason() -> None:
    what, jan = allowed(), volunteer()
    for day in days(5):
        approved(jan, what, day)  # 5 × 8 × € 5,00 = € 200,00 of € 210,00
    last = worked(jan, what, NOVEMBER + timedelta(days=20), 3)
    with pytest.raises(OverLimit, match=r"komt in november 2025 op € 215,00; het maximum is € 210,00 per maand"):
        hours.approve([last])
    assert last.state == HoursState.SUBMITTED
    with audit.actor("login:7"):
        hours.approve([last], "Storm: iedereen moest helpen")
    [kept] = limit.latest(9)
    assert (kept.step, kept.about, kept.passed_by, kept.reason) == (
        "hours",
        f"hour_entry:{last.id}",
        "login:7",
        "Storm: iedereen moest helpen",
    )
    [one] = over(2025)
    assert one.name == "Jan de Vries"


def test_the_year_has_a_maximum_of_its_own() -> None:
    what, jan = allowed(), volunteer()
    for number in range(1, 11):
        for day in days(5, date(2025, number, 6)):
            approved(jan, what, day)  # ten months of € 200,00
    approved(jan, what, NOVEMBER)
    approved(jan, what, NOVEMBER + timedelta(days=1))
    with pytest.raises(OverLimit, match=r"komt in 2025 op € 2.120,00; het maximum is € 2.100,00 per jaar"):
        approved(jan, what, NOVEMBER + timedelta(days=2))


def test_expenses_count_in_the_same_total() -> None:
    what, jan = allowed(), volunteer()
    an_approved_claim(jan.person, 20_000, NOVEMBER)
    assert counted(2025, [jan.person_id]) == {jan.person_id: {NOVEMBER: Money(20_000)}}
    with pytest.raises(OverLimit):
        approved(jan, what, NOVEMBER, 3)


def test_an_hour_above_the_maximum_is_told() -> None:
    what, jan = allowed(561), volunteer()
    with pytest.raises(OverLimit, match=r"krijgt € 5,61 per uur; het maximum is € 5,60"):
        approved(jan, what, NOVEMBER, 1)


def test_a_year_without_an_hourly_figure_is_flagged_and_not_tested() -> None:
    rates = [(date(2025, 1, 1), Money(99_00))]
    assert passed({}, [date(2026, 3, 1)], rates) == []
    assert list(remarks(date(2026, 3, 1), rates)) == [
        "Het maximum per uur van 2026 is niet bekend en niet getoetst."
    ]
    assert "Jonger dan 21?" in next(remarks(date(2025, 3, 1), rates))
    assert passed({}, [date(2031, 3, 1)], rates) == [
        "De maxima van de vrijwilligersvergoeding van 2031 zijn niet bekend."
    ]


def test_without_a_basis_in_law_there_is_nothing_to_pass() -> None:
    what, jan = allowed(99_000), volunteer()
    wijk.current().allowance_basis = None
    assert approved(jan, what, NOVEMBER).cost == Money(0)


def test_planning_says_who_would_pass_a_maximum_and_keeps_why_it_had_to_be() -> None:
    allowed(11_000)
    job, jan = a_job(), volunteer()
    els = a_member("Zoë Zwart", "participation")
    assert [found.member.id for found in candidates(job)] == [els.id, jan.id]
    [one] = [found for found in candidates(job) if found.member.id == jan.id]
    assert "het maximum is € 210,00 per maand" in one.reason
    with pytest.raises(OverLimit):
        assign(job, [jan])
    assert job.assignments == []
    assign(job, [jan], "Niemand anders kan")
    assert [(kept.step, kept.about, kept.reason) for kept in limit.latest(9)] == [
        ("planning", f"job:{job.id}", "Niemand anders kan")
    ]


def test_what_is_planned_already_counts_when_more_is_planned() -> None:
    allowed(5_000)  # two hours of € 50,00: two jobs fit, the third does not
    jan = volunteer()
    work = garden()
    first, second, third = (a_job(an_order(work)) for _ in range(3))
    first.people = second.people = third.people = 2
    first.day = second.day = third.day = date(2026, 3, 4)
    assign(first, [jan])
    assign(second, [jan])
    with pytest.raises(OverLimit):
        assign(third, [jan])


def test_a_job_that_moves_to_another_month_is_asked_about_there() -> None:
    allowed(8_000)  # two hours of € 80,00: one fits in a month, two do not
    jan, work = volunteer(), garden()
    first, second = (a_job(an_order(work)) for _ in range(2))
    first.day, second.day = date(2026, 3, 4), date(2026, 4, 1)
    assign(first, [jan])
    assign(second, [jan])
    with pytest.raises(OverLimit):
        second.move(date(2026, 3, 5), second.begins, second.day)
    assert second.day == date(2026, 4, 1)
    second.move(date(2026, 4, 2), second.begins, second.day)
    second.move(date(2026, 3, 5), second.begins, second.day, "De klant kan alleen dan")
    assert [kept.reason for kept in limit.latest(9)] == ["De klant kan alleen dan"]


def test_one_click_leaves_what_passes_a_maximum_for_a_closer_look(session: Session, sign_in: SignIn) -> None:
    what, jan, els = allowed(), volunteer(), volunteer("Els Bakker")
    for day in days(5):
        approved(jan, what, day)
    mine, hers = worked(jan, what, NOVEMBER + timedelta(days=20)), worked(els, what, NOVEMBER)
    coordinator = sign_in(Role.COORDINATOR)
    assert "boven een maximum" in coordinator.get("/uren").text
    assert coordinator.post(f"/uren/{hers.id}/goedkeuring").location == "/uren"
    there = coordinator.post(f"/uren/{mine.id}/goedkeuring").location
    assert there == f"/uren/{mine.id}/boven-maximum"
    assert "het maximum is" in coordinator.get(there).text
    assert coordinator.post(there, data={"because": ""}).status_code == 422
    assert coordinator.post(there, data={"because": "Storm"}).status_code == 303
    assert coordinator.post(there, data={"because": "Storm"}).status_code == 409
    session.expire_all()
    assert (mine.state, hers.state) == (HoursState.APPROVED, HoursState.APPROVED)


def test_the_database_keeps_who_passed_a_limit(session: Session) -> None:
    jan: Person = volunteer().person
    limit.keep(Step.PAYOUT, jan.id, "allowance:1:2025-11", "te veel", "omdat")
    session.commit()
    for change in ("UPDATE limit_passed SET reason = 'anders'", "DELETE FROM limit_passed"):
        with pytest.raises(DBAPIError, match="allowances:kept"):
            session.execute(text(change))
        session.rollback()
