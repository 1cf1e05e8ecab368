"""What a line was booked as: the whole line, once, kept by the database itself, and undone in one go."""

from datetime import date

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from invoicing import payment, purchase, purchase_payment
from invoicing.bank import awaited
from invoicing.bank.account import find_or_make, place
from invoicing.bank.awaited import Awaited, CameBack
from invoicing.bank.line import BankLine
from invoicing.bought import Bought
from invoicing.grants import grant, receiving, repaying, settling
from invoicing.matching import taught, undoing
from invoicing.matching.booking import NoPlaceInTheLedger, NotByHand, NotTheWhole, book
from invoicing.matching.drafted import Booking
from invoicing.matching.match import BankMatch, MatchPart, matches_of, standing
from invoicing.matching.proposal import Goes, Part, Proposal
from invoicing.matching.sealing import BookedAlready
from invoicing.matching.taught import NotToBeTaught, teach
from invoicing.matching.undoing import NotBooked, ToldByBank
from invoicing.open_items import open_item
from invoicing.payment import Payment
from invoicing.purchase import Purchase
from members.party import Party
from tests.invoicing.grants.cast import a_grant
from tests.invoicing.matching.conftest import SHOP, TODAY, Bank
from tests.members.cast import organisation

ENERGY = "45140"


def on(*parts: Part) -> Proposal:
    return Proposal(parts, ("Met de hand.",), 0)


def bought(number: str = "F-77123") -> Purchase:
    supplier = organisation("Gereedschap en Zo")
    day = date(2026, 3, 2)
    return purchase.enter(supplier, number, day, day, [Bought("45320", Money(5000), "high")])


def test_a_line_is_booked_on_more_than_one_place(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    line = bank.line(5000)
    gift = Part(Goes.ACCOUNT, "82310", Money(1000))
    book([Booking(line, on(Part(Goes.INVOICE, "2026-0001", Money(4000)), gift))])
    assert (balance(chart.BANK), balance("82310")) == (Money(5000), Money(-1000))


def test_parts_that_are_not_the_whole_line_are_refused(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    with pytest.raises(NotTheWhole, match="De delen zijn samen € 40,00, de regel is € 50,00"):
        book([Booking(bank.line(5000), on(Part(Goes.INVOICE, "2026-0001", Money(4000))))])


def test_the_database_refuses_a_match_that_is_not_the_whole_line(bank: Bank) -> None:
    line = bank.line(5000)
    book([Booking(line, on(Part(Goes.ACCOUNT, ENERGY, Money(5000))))])
    other = bank.line(700)
    part = MatchPart(line_id=other.id, attempt=1, position=1, kind="account", amount=Money(600), account=ENERGY)
    db.session.add(part)
    db.session.flush()
    there = standing(line.id)
    assert there is not None
    facts = {"how": "hand", "by_itself": False, "reason": "", "matched_at": there.matched_at, "matched_by": "x"}
    with pytest.raises(DBAPIError, match="bank:whole"), db.session.begin_nested():
        db.session.execute(BankMatch.__table__.insert(), [{"line_id": other.id, "attempt": 1, **facts}])
    db.session.rollback()


@pytest.mark.parametrize(
    "change",
    [
        update(BankMatch).values(reason="anders"),
        delete(BankMatch),
        update(MatchPart).values(amount=Money(1)),
        delete(MatchPart),
    ],
    ids=["other words", "no match", "another amount", "no part"],
)
def test_what_was_booked_never_changes(bank: Bank, change: object) -> None:
    book([Booking(bank.line(5000), on(Part(Goes.ACCOUNT, ENERGY, Money(5000))))])
    with pytest.raises(DBAPIError, match="bank:kept"), db.session.begin_nested():
        db.session.execute(change)  # type: ignore[call-overload]


def test_a_line_is_booked_once(bank: Bank) -> None:
    line = bank.line(5000)
    book([Booking(line, on(Part(Goes.ACCOUNT, ENERGY, Money(5000))))])
    with pytest.raises(BookedAlready), db.session.begin_nested():
        book([Booking(line, on(Part(Goes.ACCOUNT, ENERGY, Money(5000))))])


def test_an_account_of_a_subledger_is_not_booked_by_hand(bank: Bank) -> None:
    with pytest.raises(NotByHand):
        book([Booking(bank.line(5000), on(Part(Goes.ACCOUNT, chart.DEBTORS, Money(5000))))])


def test_the_account_of_the_bank_itself_is_no_place_for_its_lines(bank: Bank) -> None:
    with pytest.raises(NotByHand):
        book([Booking(bank.line(5000), on(Part(Goes.ACCOUNT, chart.BANK, Money(5000))))])


def test_a_line_of_an_account_without_a_place_is_not_booked(bank: Bank) -> None:
    bank.account.ledger_account = None
    db.session.flush()
    with pytest.raises(NoPlaceInTheLedger):
        book([Booking(bank.line(5000), on(Part(Goes.ACCOUNT, ENERGY, Money(5000))))])


def test_undone_everything_is_as_before_and_the_line_can_be_booked_again(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    line = bank.line(5000, "2026-0001")
    fee = Part(Goes.ACCOUNT, ENERGY, Money(1000))
    book([Booking(line, on(Part(Goes.INVOICE, "2026-0001", Money(4000)), fee))])
    undoing.undo(line.id)
    assert (balance(chart.BANK), balance(ENERGY), open_item("2026-0001").open) == (
        Money.zero(),
        Money.zero(),
        Money(4000),
    )
    book([Booking(line, on(Part(Goes.ACCOUNT, ENERGY, Money(5000))))])
    assert [one.attempt for one in matches_of(line.id)] == [2, 1]
    with pytest.raises(NotBooked):
        undoing.undo(bank.line(1).id)


def test_a_payment_that_the_bank_told_is_undone_at_its_line(bank: Bank, fatima: Party) -> None:
    bank.invoice(fatima, 4000)
    bank.line(4000, "2026-0001")
    bank.run()
    paid = db.session.scalars(select(Payment)).one()
    with pytest.raises(ToldByBank):
        payment.undo(paid, TODAY)
    mirror = {"invoice_number": "2026-0001", "day": TODAY, "amount": Money(-4000), "way": "bank"}
    mirror |= {"reversal_of": paid.id, "booked_at": paid.booked_at, "booked_by": "x", "reference": ""}
    with pytest.raises(DBAPIError, match="bank:told"), db.session.begin_nested():
        db.session.execute(Payment.__table__.insert(), [mirror])


def test_a_payment_booked_by_hand_stays_when_its_line_is_let_go(bank: Bank, fatima: Party) -> None:
    payment.book(bank.invoice(fatima, 4000), date(2026, 3, 18), Money(4000))
    line = bank.line(4000, "2026-0001")
    bank.run()
    undoing.undo(line.id)
    assert open_item("2026-0001").open == Money.zero()
    assert not bank.booked(line)


def test_what_went_back_of_a_grant_gets_its_line_and_is_undone_after_it(bank: Bank) -> None:
    made = a_grant()
    receiving.receive(made, date(2026, 2, 1), made.amount)
    settling.settle(made, made.amount - Money(20_000), date(2026, 3, 16))
    gone = repaying.repay(made, date(2026, 3, 18), Money(20_000))
    line = bank.line(-20_000, "Terugbetaling GRN-14", iban=SHOP, name=made.giver.name)
    assert bank.run().booked == 1
    assert bank.booked(line)
    with pytest.raises(ToldByBank):
        repaying.undo_repayment(gone, TODAY)
    undoing.undo(line.id)
    repaying.undo_repayment(gone, TODAY)
    assert balance(chart.GRANT_TO_RETURN) == Money(-20_000)


def test_a_purchase_is_paid_by_its_number_and_then_by_its_account(bank: Bank) -> None:
    first = bought()
    line = bank.line(-6050, "F-77123", iban=SHOP, name="Gereedschap & Zo")
    assert bank.run().booked == 1
    assert purchase_payment.open_of(first) == Money.zero()
    day = date(2026, 3, 9)
    second = purchase.enter(first.supplier, "F-77201", day, day, [Bought("45320", Money(900), "high")])
    bank.line(-1089, "dank", iban=SHOP, name="GZ")
    assert bank.run().booked == 1
    assert purchase_payment.open_of(second) == Money.zero()
    undoing.undo(line.id)
    assert purchase_payment.open_of(first) == Money(6050)


def test_a_grant_comes_in_by_its_reference_and_can_be_undone(bank: Bank) -> None:
    city = organisation("Gemeente Groningen")
    day = date(2026, 1, 1)
    given = grant.award(
        city, "Buurttuin", Money(120_000), day, date(2027, 1, 1), awarded_on=day, reference="WEB-26-14"
    )
    line = bank.line(60_000, "voorschot WEB-26-14", iban=SHOP, name="GEMEENTE GRONINGEN")
    assert bank.run().booked == 1
    assert given.received == Money(60_000)
    undoing.undo(line.id)
    db.session.expire(given)
    assert given.received == Money.zero()


def test_a_rule_that_was_taught_books_by_itself_until_it_is_forgotten(bank: Bank) -> None:
    line = bank.line(-9000, "termijn maart", iban=SHOP, name="Energie Noord")
    book([Booking(line, on(Part(Goes.ACCOUNT, ENERGY, Money(-9000))))])
    rule = teach(SHOP, line.amount, ENERGY, None, "termijn")
    bank.line(-9100, "Termijn april", iban=SHOP)
    bank.line(-500, "boete", iban=SHOP)
    bank.line(9100, "termijn terug", iban=SHOP)
    assert bank.run().booked == 1
    assert balance(ENERGY) == Money(18_100)
    taught.forget(rule.id)
    bank.line(-9200, "Termijn mei", iban=SHOP)
    assert bank.run().booked == 0


@pytest.mark.parametrize(("iban", "account"), [("", ENERGY), (SHOP, chart.DEBTORS)])
def test_what_cannot_be_known_or_booked_is_not_taught(bank: Bank, iban: str, account: str) -> None:
    with pytest.raises(NotToBeTaught):
        teach(iban, Money(-100), account, None)


def awaiting(*movements: tuple[str, int], batch: str = "INC-20260320") -> None:
    """A direct debit on its way."""
    awaited.expect(
        Awaited(
            source=f"collected:{reference}",
            batch=batch,
            reference=reference,
            account=chart.COLLECTING,
            amount=Money(cents),
            day=TODAY,
            text=f"Incasso {reference}",
        )
        for reference, cents in movements
    )


def test_a_batch_that_the_bank_shows_as_one_line_is_split(bank: Bank) -> None:
    awaiting(("E2E-0001", 4000), ("E2E-0002", 2500))
    line = bank.line(6500, "incasso batch INC-20260320", iban="")
    assert bank.run().booked == 1
    match = standing(line.id)
    assert match is not None
    assert [part.amount for part in match.parts] == [Money(4000), Money(2500)]
    assert balance(chart.COLLECTING) == Money(-6500)  # what was collected stood there


def test_what_comes_back_is_told_to_who_sent_it_and_undone_as_well(bank: Bank) -> None:
    heard: list[CameBack] = []
    awaited.came_back.subscribe(heard.append)
    awaited.return_undone.subscribe(heard.append)
    try:
        awaiting(("E2E-0001", 4000))
        bank.line(4000, "", end_to_end="E2E-0001", iban="", day=date(2026, 3, 18))
        line = bank.line(-4000, "storno AM04 saldo", end_to_end="E2E-0001", iban="")
        assert bank.run().booked == 2
        assert heard == [CameBack("collected:E2E-0001", TODAY, "AM04", line.id)]
        assert balance(chart.BANK) == Money.zero()
        undoing.undo(line.id)
        assert len(heard) == 2
    finally:
        awaited.came_back._listeners.remove(heard.append)
        awaited.return_undone._listeners.remove(heard.append)


def test_money_between_our_own_accounts_is_under_way(bank: Bank) -> None:

    savings, _ = find_or_make(SHOP)
    place(savings, chart.SAVINGS, "Spaarrekening")
    bank.line(-100_000, "sparen", iban=SHOP)
    there = bank.line(100_000, "sparen", iban="NL91ABNA0417164300")
    db.session.execute(select(BankLine))
    assert there.account_id != savings.id
    assert bank.run().booked == 2
    assert balance(chart.UNDER_WAY) == Money.zero()
