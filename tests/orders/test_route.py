"""The way along a day's jobs: the time leads, then the street; and the phone's own map finds the address."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as some

from orders.job import Job
from orders.order import Order
from orders.route import in_order, on_the_map

FRIDAY = date(2026, 3, 6)


def a_job(
    begins: time = time(9), street: str = "Boelemaheerd", number: str = "1", postcode: str = "9736 HB"
) -> Job:
    order = Order(street=street, house_number=number, postcode=postcode, city="Groningen")
    return Job(day=FRIDAY, begins=begins, minutes=60, order=order)


def test_number_six_comes_before_twelve_and_the_time_before_the_street() -> None:
    late, twelve, six, six_a = a_job(time(10)), a_job(number="12"), a_job(number="6"), a_job(number="6a")
    assert in_order([late, twelve, six_a, six]) == [six, six_a, twelve, late]


@given(some.permutations([("9736 HA", "3"), ("9736 HA", "20"), ("9736 HB", "1"), ("9736 HB", "100"), ("", "x")]))
def test_the_way_does_not_depend_on_how_the_jobs_came(houses: list[tuple[str, str]]) -> None:
    way = in_order([a_job(postcode=postcode, number=number) for postcode, number in houses])
    assert [job.order.house_number for job in way if job.order] == ["x", "3", "20", "1", "100"]


def test_an_address_opens_the_map_of_the_phone_and_asks_nobody() -> None:
    assert on_the_map(a_job()) == "geo:0,0?q=Boelemaheerd%201%2C%209736%20HB%20Groningen"
    assert on_the_map(Job()) == ""
