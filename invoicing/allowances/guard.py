"""The guard on the allowance: says at planning and at approving hours which maximum a volunteer would pass."""

from collections import defaultdict
from datetime import date

from coop import wijk
from coop.money import Money
from invoicing.allowances.counted import counted, rates, worth
from invoicing.allowances.maximum import passed
from members.engagement import EngagementKind
from orders.limit import Asked, Step, about_to_count


@about_to_count.subscribe
def guard(asked: Asked) -> None:
    """Add what this work would pass; where no allowance is given, there is nothing to pass."""
    works = [work for work in asked.works if work.engagement == EngagementKind.VOLUNTEER]
    house = wijk.find()
    if not works or house is None or not house.allowance_basis:
        return
    known = rates()
    for year in sorted({work.day.year for work in works}):
        theirs = [work for work in works if work.day.year == year]
        people = {work.person_id for work in theirs}
        jobs = {int(work.about.partition(":")[2]) for work in theirs if work.about.startswith("job:")}
        sums = counted(year, people, planned=asked.step == Step.PLANNING, apart_from=jobs)
        added: defaultdict[int, defaultdict[date, Money]] = defaultdict(lambda: defaultdict(Money.zero))
        for work in theirs:
            added[work.person_id][work.day.replace(day=1)] += worth(work.day, work.minutes, known)
        for person_id, more in added.items():
            months = dict(sums.get(person_id, {}))
            for month, amount in more.items():
                months[month] = months.get(month, Money.zero()) + amount
            if told := passed(months, more, known):
                asked.told.setdefault(person_id, []).extend(told)
