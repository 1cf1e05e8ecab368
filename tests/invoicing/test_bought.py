"""What we buy: the VAT we deduct, what is cost because we do not, and what we owe instead of the supplier."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.transaction import Entry
from coop.ledger.verify import verify
from coop.money import Money
from coop.permission import Role
from coop.rules import bought as rules
from coop.rules import confirmation
from invoicing import purchase, taxed_share
from invoicing.bought import Bought, NotCharged, NotConfirmed, entries, work_out
from invoicing.purchase import Purchase
from invoicing.taxed_share import WrongShare
from tests.invoicing.cast import service, wijk
from tests.members.cast import organisation

TODAY = date(2026, 12, 1)
COST = "45340"


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk()
        yield
        assert verify().first_fault is None


def _enter(*bought: Bought) -> Purchase:
    return purchase.enter(organisation("Hoveniers Noord"), "F-12", TODAY, date(2026, 12, 31), bought)


def test_reversed_vat_is_owed_and_deducted_and_the_supplier_gets_the_bare_amount() -> None:
    made = _enter(Bought("70153", Money(50_000), "reverse_high", "Onderaannemer"))
    assert (made.vat, made.payable) == (Money.zero(), Money(50_000))
    assert balance(chart.CREDITORS) == Money(-50_000)
    assert balance("70153") == Money(50_000)
    assert balance(chart.VAT_REVERSED) == Money(-10_500)
    assert balance(chart.VAT_INPUT) == Money(10_500)
    marks = db.session.scalars(select(Entry.vat).where(Entry.vat.is_not(None)))
    assert set(marks) == {"in:reverse_high"}


def test_vat_that_is_not_deducted_is_a_cost_of_the_same_account_and_service() -> None:
    taxed_share.set_share(2026, 6000, "Afgesproken met de boekhouder.")
    tuin = service().cost_object_id
    made = _enter(Bought(COST, Money(10_000), "high", "Maaier nakijken", tuin))
    assert (made.vat, made.lines[0].deducted) == (Money(2100), Money(1260))
    assert balance(COST) == Money(10_840)
    assert balance(chart.VAT_INPUT) == Money(1260)
    rows = db.session.execute(
        select(Entry.cents, Entry.cost_object_id, Entry.vat).where(Entry.vat.like("in:%")).order_by(Entry.id)
    ).all()
    assert [tuple(row) for row in rows] == [
        (Money(10_000), tuin, "in:high"),
        (Money(840), tuin, "in:not"),
        (Money(1260), None, "in:high"),
    ]


def test_a_line_can_have_its_own_share_whatever_the_year_says() -> None:
    taxed_share.set_share(2026, 6000, "Afgesproken met de boekhouder.")
    made = _enter(
        Bought(COST, Money(10_000), "high", taxed_share=10_000), Bought(COST, Money(10_000), "low", taxed_share=0)
    )
    assert [line.deducted for line in made.lines] == [Money(2100), Money.zero()]
    assert balance(COST) == Money(20_900)


def test_half_of_the_reversed_vat_that_is_not_deducted_stays_owed() -> None:
    _enter(Bought("70153", Money(10_000), "reverse_low", taxed_share=5000))
    assert balance(chart.VAT_REVERSED) == Money(-900)
    assert balance(chart.VAT_INPUT) == Money(450)
    assert balance("70153") == Money(10_450)


def test_a_supplier_who_charges_vat_did_not_reverse_it() -> None:
    with pytest.raises(NotCharged):
        _enter(Bought("70153", Money(10_000), "reverse_high", vat=Money(2100)))


def test_a_rule_nobody_confirmed_is_not_used() -> None:
    confirmation.withdraw("bought:reverse")
    with pytest.raises(NotConfirmed):
        _enter(Bought("70153", Money(10_000), "reverse_high"))


def test_a_share_is_a_share_and_rests_on_something() -> None:
    for wrong in (-1, 10_001):
        with pytest.raises(WrongShare):
            taxed_share.set_share(2026, wrong, "Zomaar.")
    with pytest.raises(WrongShare):
        taxed_share.set_share(2026, 5000, " ")
    assert taxed_share.share_on(TODAY) == taxed_share.ALL


lines = st.lists(
    st.builds(
        Bought,
        st.sampled_from(["70053", "46110"]),
        st.integers(-1_000_000, 1_000_000).map(Money),
        st.sampled_from([rule.code for rule in rules.bought_rules()]),
        taxed_share=st.none() | st.integers(0, 10_000),
    ),
    max_size=8,
)


@given(lines, st.integers(0, 10_000))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_cost_deducted_owed_and_paid_always_balances(bought: list[Bought], share: int) -> None:
    worked = [work_out(line, TODAY, share) for line in bought]
    made = entries(worked)
    paid = sum(one.line.net.cents + one.vat.cents for one in worked)
    assert sum(line.cents for line in made) == paid
    for one in worked:
        assert one.deducted + one.not_deducted == one.vat + one.vat_due
        assert abs(one.deducted) <= abs(one.vat + one.vat_due)
        assert not (one.vat and one.vat_due)


def test_the_treasurer_sets_the_share_and_enters_a_line_with_its_own(sign_in: Callable[..., FlaskClient]) -> None:
    client = sign_in(Role.TREASURER)
    told = {"year": "2026", "percent": "60", "reason": "Afgesproken met de boekhouder."}
    assert client.post("/btw/instellingen/aftrek", data={**told, "percent": "101"}).status_code == 422
    assert client.post("/btw/instellingen/aftrek", data=told).status_code == 303
    assert "60\u00a0%" in client.get("/btw/instellingen").text
    typed = {
        "supplier": "0",
        "new_supplier": "Hoveniers Noord",
        "number": "F-9",
        "day": "2026-12-01",
        "due_on": "2026-12-31",
        "lines-0-account": COST,
        "lines-0-net": "100,00",
        "lines-0-vat_rule": "high",
        "lines-1-account": "70153",
        "lines-1-net": "100,00",
        "lines-1-vat_rule": "reverse_high",
        "lines-1-percent": "100",
    }
    for number in (2, 3):
        typed |= {f"lines-{number}-vat_rule": "high", f"lines-{number}-account": ""}
    for number in range(4):
        typed[f"lines-{number}-cost_object"] = "0"
    answer = client.post("/inkoop/nieuw", data=typed)
    assert answer.status_code == 303, answer.text
    page = client.get(answer.location).text
    assert "wij geven aan: €\u00a021,00" in page
    assert "Verlegd naar ons, hoog" in page
    assert balance(chart.VAT_INPUT) == Money(1260 + 2100)
