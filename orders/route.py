"""In which order jobs lie on a day's way: by the time they begin, and at the same time along the streets."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from orders.job import Job


def in_order(jobs: Iterable[Job]) -> list[Job]:
    """The jobs day by day along their way; number 6 of a street comes before 12."""
    return sorted(jobs, key=_along_the_way)


def on_the_map(job: Job) -> str:
    """The address as a link that opens the phone's own map, without a request to anybody (RFC 5870)."""
    return f"geo:0,0?q={quote(job.order.address)}" if job.order and job.order.address else ""


def _along_the_way(job: Job) -> tuple[Any, ...]:
    order = job.order
    where = (order.postcode, order.street.casefold(), *_number(order.house_number)) if order else ("", "", 0, "")
    return (job.day, job.begins, *where, job.id or 0)


def _number(house_number: str) -> tuple[int, str]:
    digits = re.match(r"\d+", house_number)
    return (int(digits[0]) if digits else 0, house_number.casefold())
