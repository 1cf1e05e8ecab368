"""Two treasurers at the same moment on the page of the bank: a line and an invoice are booked once."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from coop import wijk
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from coop.permission import Role
from invoicing.bank.line import BankLine
from invoicing.matching import open_money, weighing
from invoicing.matching.match import BankMatch, standing
from invoicing.matching.waiting import mark_of
from invoicing.open_items import open_item
from members.party import Party
from tests.invoicing.matching.conftest import JAN, TODAY, Bank
from tests.stories.at_once import at_once, count

SignIn = Callable[..., FlaskClient]


def accept(sign_in: SignIn, line: BankLine) -> tuple[FlaskClient, str, dict[str, Any]]:
    """The tap on the first proposal of a line, by a treasurer who has the page before them."""
    [best, *_] = weighing.best(line, open_money.read(TODAY), wijk.current().small_difference)
    return sign_in(Role.TREASURER), f"/bank/regels/{line.id}/voorstel", {"proposal": mark_of(best)}


def test_the_same_proposal_is_booked_once(bank: Bank, jan: Party, sign_in: SignIn) -> None:
    bank.invoice(jan, 4000)
    line = bank.line(4000, "tuin", iban=JAN, name="J de Vries")
    at_once(TODAY, accept(sign_in, line), accept(sign_in, line))
    assert (count(BankMatch), balance(chart.BANK)) == (1, Money(4000))


def test_two_lines_never_pay_the_same_invoice(bank: Bank, jan: Party, sign_in: SignIn) -> None:
    bank.invoice(jan, 4000)
    lines = [bank.line(4000, "tuin", iban=JAN, name="J de Vries") for _ in range(2)]
    at_once(TODAY, *(accept(sign_in, line) for line in lines))
    assert (count(BankMatch), open_item("2026-0001").open) == (1, Money.zero())


def test_a_line_is_let_go_once(bank: Bank, jan: Party, sign_in: SignIn) -> None:
    bank.invoice(jan, 4000)
    line = bank.line(4000, "2026-0001", iban=JAN, name="J de Vries")
    bank.run()
    loose = f"/bank/regels/{line.id}/losmaken"
    answers = at_once(TODAY, (sign_in(Role.TREASURER), loose, {}), (sign_in(Role.TREASURER), loose, {}))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert (open_item("2026-0001").open, standing(line.id)) == (Money(4000), None)
    db.session.rollback()
