"""Charges: what of which booked cost goes to which grant, each cost to one at most.

What the rules say is worked out when it is asked for and kept once a day and at the settlement; what a person
moved or left out stays, with the reason. The key of a charge is the entry: the database knows no double funding.
"""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, delete, func, insert, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column

from coop import audit
from coop.daily import new_day
from coop.database import Model, db
from coop.errors import Refusal, Stale
from coop.ledger.account import Account
from coop.ledger.transaction import Entry
from coop.money import Money
from invoicing.grants import chargeable
from invoicing.grants.charging import Charge, Purse, charge
from invoicing.grants.grant import Grant, GrantSettlement
from invoicing.grants.rule import all_rules
from invoicing.grants.terms import all_terms


class WrongCharge(Refusal):
    """Charged is a cost, no more of it than was booked, with a reason, and no more than the grant has left."""


class AlreadySettled(Stale):
    """What a settled grant was spent on stays as it was accounted for."""


class GrantCharge(Model):
    """What of one entry goes to a grant; to none where a person left it out."""

    __tablename__ = "grant_charge"
    __table_args__ = (
        CheckConstraint("(grant_id IS NULL) = (amount = 0)", name="amount"),
        CheckConstraint("by_hand = (reason <> '')", name="reason"),
        CheckConstraint("grant_id IS NOT NULL OR by_hand", name="left_out"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"), primary_key=True, autoincrement=False)
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant_award.id"), index=True)
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("grant_activity.id"))
    amount: Mapped[Money]
    by_hand: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(200), default="")

    @property
    def as_charge(self) -> Charge:
        """As it is worked with."""
        return Charge(self.entry_id, self.grant_id, self.activity_id, self.amount)


def charges() -> dict[int, list[Charge]]:
    """Every charge by grant: what is kept, and what the rules say of costs that came since."""
    found: dict[int, list[Charge]] = {}
    kept = [
        row.as_charge for row in db.session.scalars(select(GrantCharge).where(GrantCharge.grant_id.is_not(None)))
    ]
    for one in sorted([*kept, *_by_the_rules()], key=lambda one: one.entry_id):
        if one.grant_id is not None:
            found.setdefault(one.grant_id, []).append(one)
    return found


def keep_charges() -> int:
    """Keep what the rules say of the costs so far, all worked out anew, and return how many charges that are.

    Anew, for a cost that was taken back makes room: it may not matter on which day that was seen.
    """
    charge_again()
    made = _by_the_rules()
    if made:
        rows = [
            {
                "entry_id": one.entry_id,
                "grant_id": one.grant_id,
                "activity_id": one.activity_id,
                "amount": one.amount,
                "by_hand": False,
                "reason": "",
            }
            for one in made
        ]
        db.session.execute(insert(GrantCharge), rows)
    return len(made)


def charge_again() -> None:
    """Work out anew what the rules of the open grants say: a rule, a term or a grant is new or gone."""
    hold()
    by_rule = (GrantCharge.by_hand.is_(False), GrantCharge.grant_id.not_in(_settled()))
    db.session.execute(delete(GrantCharge).where(*by_rule))


def move(
    entry_id: int, grant: Grant | None, amount: Money | None, reason: str, activity_id: int | None = None
) -> None:
    """Charge an entry to this grant by hand, whole or in part, or to none; with the reason.

    Raises WrongCharge, AlreadySettled.
    """
    hold()
    if not reason.strip():
        raise WrongCharge(gettext("Schrijf in een zin waarom."), "reason")
    entry = db.session.scalar(
        select(Entry)
        .join(Account, Account.id == Entry.account_id)
        .where(Entry.id == entry_id, Account.kind == "P", Account.side == "D")
    )
    if entry is None:
        raise WrongCharge(gettext("Deze boeking is geen kostenpost."))
    _let_go(entry_id)
    part = Money.zero()
    if grant is not None:
        if grant.settlement is not None:
            raise already_settled()
        part = entry.cents if amount is None else amount
        if not part or (part > Money.zero()) != (entry.cents > Money.zero()) or abs(part) > abs(entry.cents):
            raise WrongCharge(gettext("Van deze boeking kan hoogstens %(most)s.", most=entry.cents), "amount")
        left = grant.amount - by_hand(grant.id)
        if part > left:
            raise WrongCharge(gettext("Deze subsidie heeft nog %(left)s over.", left=left), "amount")
    row = GrantCharge(
        entry_id=entry_id,
        grant_id=grant.id if grant else None,
        activity_id=activity_id if grant else None,
        amount=part,
        by_hand=True,
        reason=reason.strip()[:200],
    )
    db.session.add(row)
    audit.record(f"grant_award:{grant.id}" if grant else f"entry:{entry_id}", "charge", None, reason.strip()[:200])
    db.session.flush()
    charge_again()


def back_to_rules(entry_id: int) -> None:
    """Let the rules decide again on an entry that was moved or left out; raises AlreadySettled."""
    hold()
    _let_go(entry_id)
    charge_again()


def by_hand(grant_id: int) -> Money:
    """What was charged to a grant by hand."""
    query = select(func.sum(GrantCharge.amount)).where(GrantCharge.grant_id == grant_id, GrantCharge.by_hand)
    return db.session.scalar(query) or Money.zero()


def moved_by_hand() -> dict[int, GrantCharge]:
    """What a person decided on, by entry."""
    return {row.entry_id: row for row in db.session.scalars(select(GrantCharge).where(GrantCharge.by_hand))}


def left_out(moved: Mapping[int, GrantCharge]) -> list[tuple[GrantCharge, Entry]]:
    """What a person left out of every grant, with the entry, the latest first."""
    keys = [key for key, row in moved.items() if row.grant_id is None]
    entries = db.session.scalars(select(Entry).where(Entry.id.in_(keys)).options(joinedload(Entry.transaction)))
    return [(moved[entry.id], entry) for entry in sorted(entries, key=lambda one: -one.id)]


def hold() -> None:
    """Hold every grant until the commit: two that charge at once would both find room in the same one.

    Who charges and locks a grant beside does this first, so that two never wait for each other.
    """
    db.session.execute(select(Grant.id).order_by(Grant.id).with_for_update())


def already_settled() -> AlreadySettled:
    """Of a settled grant nothing changes."""
    return AlreadySettled(gettext("Deze subsidie is al vastgesteld. Draai dat eerst terug."))


@new_day.subscribe
def keep_each_day(_day: date) -> None:
    """Once a day."""
    keep_charges()


def _by_the_rules() -> list[Charge]:
    purses = _purses()
    if not any(purse.rules for purse in purses):
        return []
    found = chargeable.costs(purses)
    return charge(purses, found.costs, found.there)


def _purses() -> list[Purse]:
    """The grants that can still be charged, the first to begin first, with what they have left."""
    rules, terms = all_rules(), all_terms()
    spent = dict(
        db.session.execute(
            select(GrantCharge.grant_id, func.sum(GrantCharge.amount))
            .where(GrantCharge.grant_id.is_not(None))
            .group_by(GrantCharge.grant_id)
        ).all()
    )
    open_ = select(Grant.id, Grant.begin, Grant.end, Grant.amount).where(Grant.id.not_in(_settled()))
    return [
        Purse(
            id_,
            begin,
            end,
            amount - spent.get(id_, Money.zero()),
            [rule.as_rule for rule in rules.get(id_, ())],
            terms[id_].hour_limit if id_ in terms else None,
        )
        for id_, begin, end, amount in db.session.execute(open_.order_by(Grant.begin, Grant.id))
    ]


def _settled() -> list[int]:
    return list(db.session.scalars(select(GrantSettlement.grant_id).where(GrantSettlement.undone_on.is_(None))))


def _let_go(entry_id: int) -> None:
    there = db.session.get(GrantCharge, entry_id)
    if there is not None:
        if there.grant_id is not None and there.grant_id in set(_settled()):
            raise already_settled()
        db.session.delete(there)
        db.session.flush()
