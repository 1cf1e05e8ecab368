"""Made-up facts for laws that hold for all of them, without a database."""

from hypothesis import strategies as st

from coop.money import Money
from invoicing.revenue_model.facts import Booked, Facts, Part, Running, Worked
from members.engagement import EngagementKind

ACCOUNTS = (
    (1, "80501", "Omzet diensten 21%", "C"),
    (2, "82325", "Subsidie gemeente", "C"),
    (3, "40110", "Lonen", "D"),
    (4, "70053", "Materialen", "D"),
    (5, "43220", "Afschrijving machines", "D"),
    (6, "45105", "Huur", "D"),
    (7, "40980", "Vrijwilligersvergoedingen", "D"),
)
CONTRACT = (8, "80710", "Omzet opdrachten gemeente", "C")


def booked(number: str, cents: int) -> Booked:
    """An amount on one of the accounts."""
    key, number, name, side = next(row for row in (*ACCOUNTS, CONTRACT) if row[1] == number)
    return Booked(key, number, name, side, Money(cents))


@st.composite
def parts(draw: st.DrawFn, key: int, kind: str) -> Part:
    """A service, a project or the rest, with any amounts."""
    numbers = draw(st.lists(st.sampled_from([row[1] for row in ACCOUNTS]), unique=True, max_size=5))
    rows = tuple(booked(number, draw(st.integers(-1_000_000, 10_000_000))) for number in sorted(numbers))
    kinds = draw(st.lists(st.sampled_from(list(EngagementKind)), unique=True, max_size=4)) if key else []
    worked = tuple(
        Worked(one, draw(st.integers(1, 100_000)), Money(draw(st.integers(0, 1_000_000)))) for one in kinds
    )
    return Part(key, f"Deel {key}", kind, draw(st.integers(0, 500)) if key else 0, rows, worked)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Up to four services, a project and the rest, with rates and a grant that runs."""
    made = [draw(parts(key, "service")) for key in range(1, draw(st.integers(0, 4)) + 1)]
    made += [draw(parts(9, "project")), draw(parts(0, ""))]
    months = {month: Money(draw(st.integers(0, 99_999))) for month in (1, 6, 12)}
    grant = Running(1, "Wijkeconomie", 0, "82325", months)
    rates = {EngagementKind.EMPLOYEE: Money(2245), EngagementKind.VOLUNTEER: Money(draw(st.integers(0, 500)))}
    known = {number: booked(number, 0) for number in ("40110", "40980", "80710")}
    return Facts(draw(st.integers(1, 12)), tuple(made), rates, (grant,), known)
