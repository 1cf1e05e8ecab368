"""What is open: everything that money on the bank can be for, read once for many lines."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.transaction import Entry, Transaction
from coop.money import Money
from invoicing import open_items, purchase_approval, purchase_list
from invoicing.bank.account import BankAccount, accounts
from invoicing.bank.awaited import Awaited
from invoicing.grants import grant
from invoicing.matching.known_account import parties_of, party_of_mandate
from invoicing.matching.match import Kind, MatchPart
from invoicing.matching.proposal import Goes
from invoicing.matching.taught import Taught, taught
from members.party import Party

NEAR = timedelta(days=10)
"""So far apart a booking by hand and the bank's line of the same money may lie."""

LOOK_BACK = timedelta(days=400)
"""Also invoices that were paid are read so far back: money that comes twice names one of them."""


@dataclass(slots=True)
class Open:
    """Something with money open on it, in the bank's sign: above zero has to come in."""

    goes: Goes
    key: str
    number: str
    """As it stands on the paper."""
    party_id: int
    name: str
    day: date
    due_on: date
    open: Money


@dataclass(frozen=True, slots=True)
class ByHand:
    """A booking on the bank account that was made by hand and that no line of the bank explains yet."""

    source: str
    text: str
    """As the ledger describes it; the number of what was paid stands in it."""
    party_id: int | None
    name: str
    day: date
    amount: Money
    """In the bank's sign."""

    @property
    def number(self) -> str:
        """Of the invoice or purchase that was paid."""
        return self.text.rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """Something that was sent to the bank or the provider."""

    key: str
    batch: str
    reference: str
    account: str
    amount: Money
    day: date
    text: str
    settled: bool
    """Whether the bank showed it already."""


@dataclass
class OpenMoney:
    """All of it with the ways to find it; `take` keeps it true while lines are matched one after the other."""

    items: dict[tuple[Goes, str], Open]
    by_hand: dict[str, ByHand]
    on_its_way: dict[str, OnItsWay]
    parties_of: dict[str, set[int]]
    """Whom we know to use an account number."""
    party_of_mandate: dict[str, int]
    own: dict[str, str | None]
    """Our own accounts by their number, with their place in the ledger."""
    taught: dict[str, list[Taught]]
    by_amount: dict[int, list[Open]] = field(init=False)
    by_party: dict[int, list[Open]] = field(init=False)
    grants: list[Open] = field(init=False)

    def __post_init__(self) -> None:
        """Make the ways to find them."""
        self.by_amount, self.by_party = defaultdict(list), defaultdict(list)
        self.grants = [one for one in self.items.values() if one.goes == Goes.GRANT]
        for one in self.items.values():
            self.by_party[one.party_id].append(one)
            if one.open:
                self.by_amount[one.open.cents].append(one)

    def invoice(self, number: str) -> Open | None:
        """The invoice with this number, paid or not."""
        return self.items.get((Goes.INVOICE, number))

    def open_of(self, party_ids: Iterable[int], goes: Goes) -> list[Open]:
        """What is open of these parties, the oldest first."""
        found = (one for id_ in party_ids for one in self.by_party.get(id_, ()))
        return sorted(
            (one for one in found if one.goes == goes and one.open), key=lambda one: (one.due_on, one.key)
        )

    def of_amount(self, amount: Money, goes: Goes | None = None) -> list[Open]:
        """What is open to the cent."""
        found = self.by_amount.get(amount.cents, ())
        return [one for one in found if one.open == amount and goes in (None, one.goes)]

    def party_of(self, goes: Goes, key: str) -> int | None:
        """Whose money it is, None where it is nobody's in particular."""
        there = self.by_hand.get(key) if goes == Goes.BOOKED else self.items.get((goes, key))
        return there.party_id if there is not None else None

    def take(self, goes: Goes, key: str, amount: Money) -> None:
        """What a line was for is no longer open to the next."""
        there = self.items.get((goes, key))
        if there is not None:
            there.open -= amount
            if there.open:
                self.by_amount[there.open.cents].append(there)
        elif goes == Goes.BOOKED:
            self.by_hand.pop(key, None)
        elif goes == Goes.AWAITED:
            self.on_its_way[key] = replace(self.on_its_way[key], settled=True)
        elif goes == Goes.RETURNED:
            self.on_its_way.pop(key, None)

    def learn(self, iban: str, party_id: int) -> None:
        """Who paid from an account is known by it from the next line on."""
        if iban:
            self.parties_of.setdefault(iban, set()).add(party_id)


def read(since: date) -> OpenMoney:
    """Read it for lines from a day on, in a handful of statements whatever there is."""
    items = [*_invoices(since - LOOK_BACK), *_purchases(), *_grants()]
    return OpenMoney(
        {(one.goes, one.key): one for one in items},
        {one.source: one for one in by_hand(since - NEAR)},
        {one.key: one for one in _on_its_way(since - LOOK_BACK)},
        parties_of(),
        party_of_mandate(),
        {account.iban: account.ledger_account for account in accounts()},
        taught(),
    )


def _invoices(since: date) -> Iterator[Open]:
    for item in open_items.open_or_since(since):
        named = (item.number, item.number, item.party_id, item.name)
        yield Open(Goes.INVOICE, *named, item.issued_on, item.due_on, item.open)


def _purchases() -> Iterator[Open]:
    waiting = purchase_approval.waiting()
    for one in purchase_list.still_open():
        if one.id not in waiting:
            named = (str(one.id), one.number, one.supplier_id, one.supplier)
            yield Open(Goes.PURCHASE, *named, one.day, one.due_on, -one.open)


def _grants() -> Iterator[Open]:
    for one in grant.grants():
        if one.receivable:
            named = (str(one.id), one.reference, one.giver_id, one.giver.name)
            yield Open(Goes.GRANT, *named, one.awarded_on, one.end, one.receivable)


def by_hand(since: date, account: BankAccount | None = None) -> list[ByHand]:
    """What was booked by hand on a bank account, or on any of them, since a day and that no line explains yet."""
    beside, undoing, told = aliased(Entry), aliased(Transaction), aliased(MatchPart)
    query = (
        select(Transaction.source, Transaction.description, Entry.date, Entry.cents, func.max(beside.party))
        .join(Transaction, Transaction.id == Entry.transaction_id)
        .join(Account, Account.id == Entry.account_id)
        .join(BankAccount, BankAccount.ledger_account == Account.number)
        .join(beside, beside.transaction_id == Transaction.id)
        .outerjoin(undoing, undoing.reversal_of == Transaction.id)
        .outerjoin(told, (told.source == Transaction.source) & told.stands)
        .where(Entry.date >= since, Transaction.reversal_of.is_(None), undoing.id.is_(None))
        .where(told.line_id.is_(None), Transaction.source.not_like("bank_line:%"))
        .group_by(Entry.id, Transaction.id)
    )
    if account is not None:
        query = query.where(BankAccount.id == account.id)
    rows = db.session.execute(query).all()
    keys = {int(party.partition(":")[2]) for *_, party in rows if party}
    parties = db.session.execute(select(Party.id, Party.name).where(Party.id.in_(keys))) if keys else ()
    names = {id_: name for id_, name in parties}  # noqa: C416 - rows, not pairs
    found = []
    for source, description, day, amount, party in rows:
        party_id = int(party.partition(":")[2]) if party else None
        found.append(ByHand(source, description, party_id, names.get(party_id or 0, ""), day, amount))
    return found


def _on_its_way(since: date) -> Iterator[OnItsWay]:
    settled, returned = aliased(MatchPart), aliased(MatchPart)
    query = (
        select(Awaited, settled.line_id)
        .outerjoin(settled, (settled.awaited_id == Awaited.id) & (settled.kind == Kind.AWAITED) & settled.stands)
        .outerjoin(
            returned, (returned.awaited_id == Awaited.id) & (returned.kind == Kind.RETURNED) & returned.stands
        )
        .where(Awaited.dropped_on.is_(None), Awaited.day >= since, returned.line_id.is_(None))
    )
    for row, line in db.session.execute(query):
        facts = (row.batch, row.reference, row.account, row.amount, row.day, row.text)
        yield OnItsWay(str(row.id), *facts, line is not None)
