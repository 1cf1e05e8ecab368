"""Booking what lines were for: payments, purchases and entries in one go, and the matches that seal them."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext
from sqlalchemy import func, select

from coop.database import db
from coop.errors import Refusal
from coop.ledger import journal
from coop.ledger.control import is_controlled
from coop.ledger.posting import Line, Posting, post
from coop.ledger.transaction import Entry, Transaction
from coop.money import Money
from invoicing import payment, purchase_payment
from invoicing.bank import awaited
from invoicing.bank.account import accounts
from invoicing.bank.awaited import Awaited, CameBack
from invoicing.bank.line import BankLine
from invoicing.grants import grant, receiving
from invoicing.invoice import Invoice
from invoicing.matching.drafted import Booking, Drafted
from invoicing.matching.for_awaited import return_code
from invoicing.matching.match import Kind, attempts, source_of
from invoicing.matching.proposal import Goes, Proposal
from invoicing.matching.sealing import seal
from invoicing.payment import Received, Way
from invoicing.purchase import Purchase
from invoicing.purchase_payment import Paid


class NoPlaceInTheLedger(Refusal):
    """Nothing on an account is booked before the account has its place in the ledger."""


class NotTheWhole(Refusal):
    """The parts of a line are together the line."""


class NotByHand(Refusal):
    """An account that a sub-ledger explains gets its entries from there."""


def book(bookings: Sequence[Booking]) -> None:
    """Book them all, or none.

    Raises NoPlaceInTheLedger, NotTheWhole, NotByHand, BookedAlready, and what booking a payment raises.
    """
    if not bookings:
        return
    ledgers = {account.id: account.ledger_account for account in accounts()}
    parts = [made for booking in bookings for made in _parts(booking, ledgers[booking.line.account_id])]
    before = attempts([booking.line.id for booking in bookings])
    _invoices([one for one in parts if one.part.goes == Goes.INVOICE])
    _purchases([one for one in parts if one.part.goes == Goes.PURCHASE])
    _grants([one for one in parts if one.part.goes == Goes.GRANT])
    _booked([one for one in parts if one.part.goes == Goes.BOOKED])
    _entries([one for one in parts if one.kind in (Kind.AWAITED, Kind.RETURNED, Kind.ACCOUNT)], before)
    seal(bookings, parts, before)


def hold(proposals: Iterable[Proposal]) -> None:
    """Hold the invoices that these are for until the commit, so that what is read of them next stays so."""
    numbers = {part.key for one in proposals for part in one.parts if part.goes == Goes.INVOICE}
    if numbers:
        held = select(Invoice.number).where(Invoice.number.in_(numbers)).order_by(Invoice.number)
        db.session.execute(held.with_for_update())


def _parts(booking: Booking, ledger: str | None) -> Iterable[Drafted]:
    proposal = booking.proposal
    if ledger is None:
        raise NoPlaceInTheLedger(gettext("Geef deze bankrekening eerst een plek in het grootboek."))
    if proposal.amount != booking.line.amount:
        raise NotTheWhole(
            gettext(
                "De delen zijn samen %(sum)s, de regel is %(amount)s.",
                sum=proposal.amount,
                amount=booking.line.amount,
            )
        )
    for part in proposal.parts:
        kind = _KINDS[part.goes]
        made = Drafted(booking, part, ledger, kind, {})
        if kind in (Kind.AWAITED, Kind.RETURNED):
            made.rests_on["awaited_id"] = int(part.key)
        elif kind == Kind.ACCOUNT:
            if is_controlled(part.key) or part.key == ledger:
                raise NotByHand(
                    gettext("Op rekening %(account)s boek je niet zelf. Kies een andere.", account=part.key),
                    "account",
                )
            made.rests_on |= {"account": part.key, "cost_object_id": part.cost_object}
        yield made


_KINDS = {
    Goes.INVOICE: Kind.PAYMENT,
    Goes.PURCHASE: Kind.PURCHASE,
    Goes.GRANT: Kind.GRANT,
    Goes.BOOKED: Kind.BOOKED,
    Goes.AWAITED: Kind.AWAITED,
    Goes.RETURNED: Kind.RETURNED,
    Goes.ACCOUNT: Kind.ACCOUNT,
    Goes.ASIDE: Kind.ASIDE,
}


def _invoices(parts: Sequence[Drafted]) -> None:
    if not parts:
        return
    numbers = {one.part.key for one in parts}
    found = db.session.scalars(select(Invoice).where(Invoice.number.in_(numbers)).order_by(Invoice.number))
    invoices = {invoice.number: invoice for invoice in found}
    moves: list[Received] = []
    for one in parts:
        invoice, line = invoices[one.part.key], one.booking.line
        one.party_id = invoice.party_id
        moves.append(Received(invoice, line.booked_on, one.part.amount, Way.BANK, _reference(line), one.ledger))
        if one.part.difference:
            moves.append(Received(invoice, line.booked_on, one.part.difference, Way.DIFFERENCE, _reference(line)))
    made = iter(payment.book_moves(moves))
    for one in parts:
        paid = next(made)
        one.rests_on |= {"payment_id": paid.id, "source": paid.source}
        if one.part.difference:
            one.rests_on["difference_id"] = next(made).id


def _purchases(parts: Sequence[Drafted]) -> None:
    if not parts:
        return
    wanted = {int(one.part.key) for one in parts}
    found = {row.id: row for row in db.session.scalars(select(Purchase).where(Purchase.id.in_(wanted)))}
    paid = []
    for one in parts:
        purchase, line = found[int(one.part.key)], one.booking.line
        one.party_id = purchase.supplier_id
        paid.append(Paid(purchase, line.booked_on, -one.part.amount, Way.BANK, _reference(line), one.ledger))
    for one, made in zip(parts, purchase_payment.pay_each(paid), strict=True):
        one.rests_on |= {"purchase_payment_id": made.id, "source": made.source}


def _grants(parts: Sequence[Drafted]) -> None:
    for one in parts:
        found, line = grant.find(int(one.part.key), lock=True), one.booking.line
        receipt = receiving.receive(found, line.booked_on, one.part.amount, account=one.ledger)
        one.rests_on |= {"grant_receipt_id": receipt.id, "source": receipt.source}
        one.party_id = found.giver_id


def _booked(parts: Sequence[Drafted]) -> None:
    """What was booked by hand already only gets its line of the bank."""
    if not parts:
        return
    wanted = {one.part.key for one in parts}
    query = (
        select(Transaction.source, func.max(Entry.party))
        .join(Entry, Entry.transaction_id == Transaction.id)
        .where(Transaction.source.in_(wanted))
        .group_by(Transaction.source)
    )
    parties = {source: party for source, party in db.session.execute(query)}  # noqa: C416 - rows, not pairs
    for one in parts:
        party = parties.get(one.part.key)
        one.rests_on["source"] = one.part.key
        one.party_id = int(party.partition(":")[2]) if party else None


def _entries(parts: Sequence[Drafted], before: dict[int, int]) -> None:
    """What goes on an account of the ledger is one transaction a line, whatever it is split into."""
    if not parts:
        return
    ids = {one.rests_on["awaited_id"] for one in parts if "awaited_id" in one.rests_on}
    on_its_way = {row.id: row for row in db.session.scalars(select(Awaited).where(Awaited.id.in_(ids)))}
    lines: dict[int, list[Drafted]] = {}
    for one in parts:
        lines.setdefault(one.booking.line.id, []).append(one)
    postings = []
    for line_id, several in lines.items():
        line = several[0].booking.line
        told = [
            Line(
                one.part.key if one.kind == Kind.ACCOUNT else on_its_way[int(one.part.key)].account,
                -one.part.amount.cents,
                one.part.cost_object,
            )
            for one in several
        ]
        whole = sum((one.part.amount for one in several), Money.zero())
        text = gettext("Bank: %(name)s", name=_what(several, on_its_way))
        entries = [Line(several[0].ledger, whole.cents), *told]
        source = source_of(line_id, before.get(line_id, 0) + 1)
        postings.append(Posting(journal.BANK, line.booked_on, source, text[:200], entries))
    for one in parts:
        if one.kind == Kind.RETURNED:
            there, line = on_its_way[int(one.part.key)], one.booking.line
            code = return_code(f"{line.description} {line.bank_reference}")
            awaited.came_back.tell(CameBack(there.source, line.booked_on, code, line.id))
    post(postings)


def _what(parts: Sequence[Drafted], on_its_way: dict[int, Awaited]) -> str:
    """What it is about, without the name of a person: the ledger is kept for longer than those may be."""
    first = parts[0]
    if first.kind == Kind.ACCOUNT:
        return str(gettext("op rekening %(account)s", account=first.part.key))
    there = on_its_way[int(first.part.key)]
    return there.text if len(parts) == 1 else str(gettext("%(count)s posten van een opdracht", count=len(parts)))


def _reference(line: BankLine) -> str:
    return str(gettext("bankregel %(id)s", id=line.id))
