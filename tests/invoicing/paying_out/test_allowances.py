"""Allowances are paid by person and month, within the maxima or for a reason, and never without a basis in law."""

from datetime import date

import pytest
from flask_babel import force_locale
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from coop import audit, wijk
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from invoicing import labour_cost
from invoicing.bank import awaited
from invoicing.bank.awaited import CameBack
from invoicing.paying_out import ordering, overruling, payee
from invoicing.paying_out.approving import NoLongerRight
from invoicing.paying_out.overruling import NothingPassed
from invoicing.paying_out.payable import payables
from members.member import Member
from orders.limit import OverLimit
from tests.invoicing.allowances import cast
from tests.invoicing.cast import service
from tests.invoicing.claims.cast import an_approved_claim
from tests.invoicing.paying_out.cast import IBAN, approved, ordered
from tests.invoicing.paying_out.conftest import TODAY

FEBRUARY = date(2026, 2, 3)


def worked(cents: int = 500, hours: int = 8, because: str = "") -> Member:
    """A volunteer with hours in February and in the month that still goes on."""
    what, jan = cast.allowed(cents), cast.volunteer()
    payee.enter(jan.person, IBAN)
    cast.approved(jan, what, FEBRUARY, hours, because)
    cast.approved(jan, what, date(2026, 3, 3), 1)
    return jan


def test_a_month_that_is_over_is_paid_and_is_no_longer_owed() -> None:
    jan = worked()
    [found] = payables(TODAY)
    assert (found.key, found.amount, found.doubts) == (f"allowance:{jan.person_id}:2026-02", Money(4_000), ())
    assert found.remarks == ["Het maximum per uur van 2026 is niet bekend en niet getoetst."]
    order = approved()
    assert order.payouts[0].text == "Vrijwilligersvergoeding 2026-02"
    assert (balance(chart.ALLOWANCES_DUE), balance(chart.PAYING_OUT)) == (Money(-500), Money(-4_000))
    assert labour_cost.allowances_due() == Money(500)
    assert payables(TODAY) == []
    told = CameBack(order.payouts[0].source, TODAY, "AC04", 1)
    awaited.came_back.tell(told)
    assert labour_cost.allowances_due() == Money(4_500)
    awaited.return_undone.tell(told)
    assert labour_cost.allowances_due() == Money(500)


def test_without_a_basis_in_law_nothing_is_ordered_or_approved() -> None:
    worked()
    order = ordered()
    wijk.current().allowance_basis = None
    with pytest.raises(NoLongerRight):
        approved(order)
    ordering.withdraw(order, "geen grondslag")
    [found] = payables(TODAY)
    assert found.doubts == ("Er is geen wettelijke grondslag ingevuld: dan wordt geen vergoeding uitbetaald.",)


def test_the_database_pays_no_allowance_without_a_basis(session: Session) -> None:
    jan = cast.volunteer()
    session.commit()
    with pytest.raises(DBAPIError, match="allowances:basis"):
        session.execute(
            text(
                "INSERT INTO member_payment (person_id, month, day, amount, reference, booked_at, booked_by)"
                " VALUES (:person, '2026-02-01', '2026-03-01', 100, '', '2026-03-01 10:00:00+00:00', 'x')"
            ),
            {"person": jan.person_id},
        )
    session.rollback()


def test_above_a_maximum_it_is_paid_only_for_a_reason_that_is_kept() -> None:
    jan = worked(3_000, because="afgesproken")  # 8 × € 30,00 = € 240,00 of € 220,00
    [found] = payables(TODAY)
    assert found.doubts == ("Komt in februari 2026 op € 240,00; het maximum is € 220,00 per maand.",)
    month = date(2026, 2, 1)
    with pytest.raises(OverLimit):
        overruling.overrule(jan.person, month, " ")
    with audit.actor("login:5"):
        kept = overruling.overrule(jan.person, month, "Loonheffing wordt betaald")
    assert (kept.passed_by, kept.step) == ("login:5", "payout")
    [found] = payables(TODAY)
    assert (found.doubts, found.remarks[-1]) == (
        (),
        "Boven het maximum, met reden: Loonheffing wordt betaald",
    )
    with pytest.raises(NothingPassed):
        overruling.overrule(jan.person, date(2026, 3, 1), "niet nodig")


def test_a_receipt_that_takes_the_total_over_a_maximum_is_in_doubt_too() -> None:
    jan = worked(2_700)  # 8 × € 27,00 = € 216,00 of € 220,00
    approved()
    an_approved_claim(jan.person, 500, date(2026, 2, 9))
    [found] = payables(TODAY)
    assert found.doubts == ("Komt in februari 2026 op € 221,00; het maximum is € 220,00 per maand.",)
    overruling.overrule(jan.person, date(2026, 2, 1), "Afgesproken")
    assert payables(TODAY)[0].doubts == ()


def test_a_receipt_of_who_gets_no_allowance_passes_nothing() -> None:
    cast.allowed()
    els = cast.volunteer("Els Bakker")
    payee.enter(els.person, IBAN)
    an_approved_claim(els.person, 90_000, date(2026, 2, 9))
    assert payables(TODAY)[0].doubts == ()


def test_a_reason_holds_in_every_language() -> None:
    jan = worked(3_000, because="afgesproken")
    with force_locale("en"):
        overruling.overrule(jan.person, date(2026, 2, 1), "agreed")
        assert payables(TODAY)[0].doubts == ()
    assert payables(TODAY)[0].doubts == ()


def test_a_reason_holds_for_what_was_seen_and_no_more() -> None:
    jan = worked(3_000, because="afgesproken")
    overruling.overrule(jan.person, date(2026, 2, 1), "Loonheffing wordt betaald")
    what = service("groen")
    cast.approved(jan, what, date(2026, 2, 5), 1, "nog een uur")
    [found] = payables(TODAY)
    assert "€ 270,00" in found.doubts[0]
