"""The statement of a year: by the month of paying, allowance and expenses apart, one's own and all together."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pikepdf import Pdf
from sqlalchemy.orm import Session

from coop import clock
from coop.money import Money
from coop.permission import Role
from coop.report import as_csv
from invoicing.allowances import statement
from invoicing.allowances.statement import Month
from invoicing.bank import awaited
from invoicing.bank.awaited import CameBack
from invoicing.paying_out import payee
from members.login import make_login
from members.member import Member
from tests.invoicing.allowances.cast import allowed, approved, volunteer
from tests.invoicing.claims.cast import an_approved_claim
from tests.invoicing.paying_out.cast import IBAN, ordered
from tests.invoicing.paying_out.cast import approved as paid
from tests.standards import findings

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def jan() -> Member:
    """A volunteer who was paid for October in December, with a receipt, and for November in January."""
    what, jan = allowed(), volunteer()
    payee.enter(jan.person, IBAN)
    approved(jan, what, date(2025, 10, 7), 4)
    an_approved_claim(jan.person, 2_450, date(2025, 12, 1))
    paid(ordered())
    approved(jan, what, date(2025, 12, 3), 2)
    with clock.at(date(2026, 1, 5)):
        paid(ordered())
    return jan


def test_it_counts_by_the_month_of_paying(jan: Member) -> None:
    [one] = statement.statements(2025)
    assert one.months == [Month(date(2025, 12, 1), Money(2_000), Money(2_450))]
    assert one.total.together == Money(4_450)
    [after] = statement.statements(2026, jan.person_id)
    assert after.months == [Month(date(2026, 1, 1), Money(1_000), Money(0))]
    assert statement.years(jan.person_id) == [2026, 2025]
    assert statement.statements(2024) == []


def test_what_came_back_was_not_paid(jan: Member) -> None:
    with clock.at(date(2026, 1, 8)):
        awaited.came_back.tell(CameBack("payout:UIT-000002-1", date(2026, 1, 8), "AC04", 1))
    assert statement.statements(2026) == []


def test_a_spreadsheet_has_a_line_for_each_month(jan: Member) -> None:
    assert as_csv(statement.as_report(statement.statements(2025))).splitlines()[1] == (
        "Jan de Vries;2025-12;20,00;24,50;44,50"
    )


@pytest.mark.judged
def test_the_paper_can_be_read_aloud_and_has_a_page_a_person(jan: Member, tmp_path: Path) -> None:
    els = volunteer("Els Bakker")
    payee.enter(els.person, "NL44RABO0123456789")
    an_approved_claim(els.person, 1_000)
    paid(ordered())
    made = statement.printed(statement.statements(2025))
    assert len(Pdf.open(io.BytesIO(made)).pages) == 2
    assert findings("pdf", made, tmp_path, "--flavour", "ua1") == ""


def test_everybody_gets_their_own_and_the_treasurer_all(session: Session, jan: Member, sign_in: SignIn) -> None:
    mine = sign_in(login=make_login(jan.person, Role.MEMBER))
    other, treasurer = sign_in(Role.MEMBER, as_member=True), sign_in(Role.TREASURER)
    assert "Jaaropgave (pdf)" in mine.get("/mijn/declaraties").text
    assert mine.get("/mijn/vergoedingen/2025.pdf").data.startswith(b"%PDF-")
    assert "44,50" in mine.get("/mijn/vergoedingen/2025.csv").text
    assert other.get("/mijn/vergoedingen/2025.csv").status_code == 404
    assert mine.get("/vergoedingen/2025.csv").status_code == 403
    assert "Jan de Vries" in treasurer.get("/vergoedingen").text
    assert "Jan de Vries" in treasurer.get("/vergoedingen/2025.csv").text
    assert treasurer.get("/vergoedingen/2025.pdf").data.startswith(b"%PDF-")
