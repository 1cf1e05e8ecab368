"""Bad debt: the VAT of what stays unpaid comes back once, and follows every payment and credit after."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from coop import clock
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.verify import verify
from coop.money import Money
from coop.permission import Role
from coop.rules.vat_return import certain_on
from invoicing import bad_debt, billing_run, payment
from invoicing.bad_debt import AlreadyBad, NotBad
from invoicing.bad_debt_list import candidates
from invoicing.bad_debt_split import Part, split
from invoicing.credit import credit
from invoicing.invoice import Invoice, by_number
from invoicing.vat_return.filing import file
from invoicing.vat_return.view import view
from members import contribution
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import a_member, person

SPRING, YEAR_ON = date(2026, 3, 2), date(2027, 3, 18)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(SPRING):
        wijk()
    with clock.at(YEAR_ON):
        yield
        assert verify().first_fault is None


@pytest.fixture
def unpaid() -> Invoice:
    """An invoice of € 121,00 at 21 %, due on 16 March 2026 and half paid."""
    with clock.at(SPRING):
        done_job(person("Ans"), service(), date(2026, 2, 27), 12_100)
        billing_run.confirm(SPRING)
        made = by_number("2026-0001")
        payment.book(made, SPRING, Money(6050))
    return made


def _books() -> dict[str, int]:
    accounts = (chart.DEBTORS, chart.WRITTEN_OFF, chart.VAT_HIGH, chart.DOUBTFUL)
    return {number: balance(number).cents for number in accounts}


def test_a_claim_is_proposed_for_its_vat_from_long_overdue_on_and_is_certain_after_a_year(unpaid: Invoice) -> None:
    [claim] = candidates(YEAR_ON)
    assert (claim.item.number, claim.vat, claim.certain_on) == ("2026-0001", Money(1050), date(2027, 3, 16))
    assert claim.is_certain(date(2027, 3, 16))
    assert not claim.is_certain(date(2027, 3, 15))
    assert candidates(date(2026, 6, 13)) == []
    assert len(candidates(date(2026, 6, 14))) == 1
    assert certain_on(date(2024, 2, 29)) == date(2025, 2, 28)


def test_what_is_written_off_gives_its_vat_back_and_the_claim_stands(unpaid: Invoice) -> None:
    bad_debt.write_off("2026-0001", "Onvindbaar.")
    assert _books() == {"13011": 6050, "45661": 5000, "16201": -2100 + 1050, "13021": -6050}
    boxes = {box.code: box.exact for box in view("2027-Q1").declared.boxes}
    assert (boxes["1a"].turnover, boxes["1a"].vat) == (Money(-5000), Money(-1050))
    assert view("2027-Q1").agrees
    assert candidates(YEAR_ON) == []
    with pytest.raises(AlreadyBad):
        bad_debt.write_off("2026-0001", "Nog eens.")


def test_who_pays_after_all_makes_the_vat_due_again_in_proportion(unpaid: Invoice) -> None:
    bad_debt.write_off("2026-0001", "Onvindbaar.")
    part = payment.book(unpaid, YEAR_ON, Money(1210))
    assert _books() == {"13011": 4840, "45661": 4000, "16201": -2100 + 840, "13021": -4840}
    payment.undo(part, YEAR_ON)
    assert _books() == {"13011": 6050, "45661": 5000, "16201": -2100 + 1050, "13021": -6050}
    payment.book(unpaid, YEAR_ON, Money(7000))
    assert _books() == {"13011": -950, "45661": 0, "16201": -2100, "13021": 0}


def test_what_is_credited_is_no_longer_lost_and_its_vat_comes_back_once(unpaid: Invoice) -> None:
    bad_debt.write_off("2026-0001", "Onvindbaar.")
    [line] = unpaid.lines
    credit("2026-0001", "De helft was niet gedaan.", {line.id: Money(6050)})
    assert _books() == {"13011": 0, "45661": 0, "16201": -1050, "13021": 0}


def test_it_can_be_taken_back_and_taken_for_lost_again(unpaid: Invoice) -> None:
    bad_debt.write_off("2026-0001", "Onvindbaar.")
    bad_debt.take_back("2026-0001")
    assert _books() == {"13011": 6050, "45661": 0, "16201": -2100, "13021": 0}
    with pytest.raises(NotBad):
        bad_debt.take_back("2026-0001")
    bad_debt.write_off("2026-0001", "Toch.")
    assert _books()["13021"] == -6050


def test_only_an_overdue_claim_with_vat_is_bad_debt(unpaid: Invoice) -> None:
    with clock.at(SPRING), pytest.raises(NotBad):
        bad_debt.write_off("2026-0001", "Nog niet te laat.")
    with clock.at(SPRING):
        a_member("Jan de Vries")
        contribution.set_rate(2026, Money(1500))
        contribution.make_dues(2026)
        billing_run.confirm(date(2027, 1, 1))
    with pytest.raises(NotBad):
        bad_debt.write_off("2026-0002", "Alleen contributie.")
    credit("2026-0002", "Vervallen.")
    with pytest.raises(NotBad):
        bad_debt.write_off("2027-0001", "Een creditnota.")
    payment.book(unpaid, YEAR_ON, Money(6050))
    with pytest.raises(NotBad):
        bad_debt.write_off("2026-0001", "Al betaald.")


def test_a_claim_that_was_certain_in_a_filed_period_is_a_mistake_of_that_return(unpaid: Invoice) -> None:
    with clock.at(date(2027, 4, 5)):
        for code in ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"):
            file(code)
        [look] = [look for look in view("2027-Q1").doubts if look.where == "bad_debts.index"]
        assert "1 factuur is al een jaar te laat. Daar zit € 10,50 btw in" in look.sentence
        file("2027-Q1")
        bad_debt.write_off("2026-0001", "Onvindbaar.")
        [late] = view("2027-Q2").late
        assert (late.reason, late.regards, late.due) == ("unpaid", "2027-Q1", Money(-1050))


def test_money_that_comes_in_for_a_filed_period_counts_in_the_next(unpaid: Invoice) -> None:
    bad_debt.write_off("2026-0001", "Onvindbaar.")
    with clock.at(date(2027, 4, 5)):
        for code in ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"):
            file(code)
        payment.book(unpaid, date(2027, 3, 30), Money(6050))
        boxes = {box.code: box.exact.vat for box in view("2027-Q2").declared.boxes}
        assert boxes["1a"] == Money(1050)


PARTS = st.lists(
    st.builds(
        Part,
        st.sampled_from(["S"]),
        st.sampled_from([2100, 900]),
        st.just(""),
        st.integers(0, 1_000_000).map(Money),
        st.integers(0, 200_000).map(Money),
    )
    | st.builds(
        Part, st.just("O"), st.just(0), st.just("Buiten"), st.integers(0, 10_000).map(Money), st.just(Money(0))
    ),
    min_size=1,
    max_size=5,
)


@given(PARTS, st.integers(-2, 2), st.integers(0, 100))
def test_what_is_lost_is_split_to_the_cent_and_never_more_vat_than_there_was(
    parts: list[Part], rounding: int, percent: int
) -> None:
    owed = Money(max(0, sum(part.net.cents + part.vat.cents for part in parts) + rounding))
    lost = owed.times(percent, 100)
    lines = split(parts, owed, lost)
    assert sum(line.cents for line in lines) == 0
    vat = sum(line.cents for line in lines if line.account in (chart.VAT_HIGH, chart.VAT_LOW))
    assert 0 <= vat <= sum(part.vat.cents for part in parts) + 2
    assert sum(line.cents for line in lines if line.account == chart.DOUBTFUL) == -lost.cents


def test_each_claim_is_confirmed_on_its_own_page(unpaid: Invoice, sign_in: Callable[..., FlaskClient]) -> None:
    client = sign_in(Role.TREASURER)
    assert "2026-0001" in client.get("/btw/oninbaar").text
    assert client.post("/btw/oninbaar/2026-0001", data={"reason": ""}).status_code == 422
    assert client.post("/btw/oninbaar/2026-0001", data={"reason": "Onvindbaar."}).status_code == 303
    page = client.get("/btw/oninbaar").text
    assert "Onvindbaar." in page
    assert "Er zijn geen facturen die een jaar te laat zijn." in page
    assert client.get("/bron/baddebt:2026-0001:1").location.endswith("/facturen/2026-0001")
    assert client.post("/btw/oninbaar/2026-0001/terug").status_code == 303
    assert "Onvindbaar." not in client.get("/btw/oninbaar").text
    assert sign_in(Role.BOARD).post("/btw/oninbaar/2026-0001", data={"reason": "x"}).status_code == 403
