"""Verifying: everything the ledger claims is computed again from its entries, and the first fault is named."""

from dataclasses import dataclass, field

from flask_babel import gettext
from sqlalchemy import func, select

from coop.database import db
from coop.ledger import guards
from coop.ledger.account import Account
from coop.ledger.control import controls, proofs
from coop.ledger.journal import Journal, journals
from coop.ledger.opening.item import left_by_account
from coop.ledger.period import Closing
from coop.ledger.total import Total
from coop.ledger.transaction import Entry, Transaction
from coop.ledger.walk import Totals, Walked, walk
from coop.money import Money


@dataclass(frozen=True)
class Agreement:
    """A control account beside what its sub-ledger adds up to."""

    account: str
    name: str
    ledger: Money
    sub_ledger: Money

    @property
    def holds(self) -> bool:
        """Whether the two are the same to the cent."""
        return self.ledger == self.sub_ledger


@dataclass
class Findings:
    """What verifying found: the faults in the order they were met, and the totals."""

    faults: list[str] = field(default_factory=list)
    journals: list[Walked] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)

    @property
    def first_fault(self) -> str | None:
        """The first thing that is wrong, None when all is well."""
        return self.faults[0] if self.faults else None


def verify() -> Findings:
    """Recompute chains, balances, kept totals and sub-ledgers from the entries alone."""
    findings = Findings()
    findings.faults += [
        gettext("de wachter %(name)s staat niet in de database", name=name) for name in guards.missing()
    ]
    totals: Totals = {}
    for journal in journals():
        walked = walk(journal, totals)
        findings.journals.append(walked)
        if walked.fault:
            findings.faults.append(walked.fault)
    if not findings.faults:  # behind a broken chain these would only repeat it
        findings.faults += _loose_entries(sum(walked.entries for walked in findings.journals))
        findings.faults += _wrong_totals(totals)
        findings.faults += _late_postings()
    balances, opened = _balances(), left_by_account()
    for control in controls():
        explained = Money(control.sum()) + opened.get(control.account, Money.zero())
        there = balances.get(control.account, Money.zero())
        agreement = Agreement(control.account, control.name, there, explained)
        findings.agreements.append(agreement)
        if not agreement.holds:
            findings.faults.append(_disagreement(agreement))
    for check in proofs():
        findings.faults += check()
    return findings


def _loose_entries(met: int) -> list[str]:
    loose = (db.session.scalar(select(func.count(Entry.id))) or 0) - met
    return [gettext("er staan %(count)s regels los van een boeking", count=loose)] if loose else []


def _wrong_totals(counted: Totals) -> list[str]:
    kept = {
        (total.account_id, total.cost_object_id, total.month): (total.debit.cents, total.credit.cents)
        for total in db.session.scalars(select(Total))
    }
    numbers = {account.id: account.number for account in db.session.scalars(select(Account))}
    return [
        gettext(
            "rekening %(number)s, %(month)s: het bewaarde totaal is niet dat van de regels",
            number=numbers[key[0]],
            month=key[2].strftime("%Y-%m"),
        )
        for key in sorted(kept.keys() | counted.keys())
        if kept.get(key, (0, 0)) != counted.get(key, (0, 0))
    ]


def _balances() -> dict[str, Money]:
    """What the kept totals, which were proved above, add up to for each account; debit above zero."""
    query = (
        select(Account.number, func.sum(Total.debit), func.sum(Total.credit))
        .join(Account, Account.id == Total.account_id)
        .group_by(Account.number)
    )
    return {number: debit - credit for number, debit, credit in db.session.execute(query)}


def _late_postings() -> list[str]:
    late = (
        select(Journal.code, Transaction.number)
        .join(Journal, Journal.id == Transaction.journal_id)
        .join(Closing, (Transaction.date < Closing.until) & (Transaction.posted_at > Closing.closed_at))
        .order_by(Transaction.id)
        .limit(1)
    )
    return [
        gettext("boeking %(journal)s-%(number)s is gedaan in een gesloten periode", journal=code, number=number)
        for code, number in db.session.execute(late)
    ]


def _disagreement(agreement: Agreement) -> str:
    return str(
        gettext(
            "%(name)s (%(account)s): het grootboek zegt %(ledger)s, de deeladministratie %(sub)s",
            name=agreement.name,
            account=agreement.account,
            ledger=agreement.ledger,
            sub=agreement.sub_ledger,
        )
    )
