"""What the treasurer taught: money to or from this account number goes there, from now on without asking."""

from collections import defaultdict
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.ledger.account import Account
from coop.ledger.control import is_controlled
from coop.ledger.cost_object import CostObject
from coop.money import Money
from invoicing.matching import clues


class NotToBeTaught(Refusal):
    """A rule needs an account number or words to know the money by, and an account no sub-ledger explains."""


class Taught(Model):
    """A rule: this account number, these words (or any), this direction, and the account of the ledger."""

    __tablename__ = "bank_rule"
    __table_args__ = (
        UniqueConstraint("iban", "words", "comes_in"),
        CheckConstraint("iban <> '' OR words <> ''", name="known_by"),
    )
    __audited__ = ("account",)

    id: Mapped[int] = pk()
    iban: Mapped[str] = mapped_column(String(34), index=True)
    """Of the other side; empty for what the bank takes itself, which shows none."""
    words: Mapped[str] = mapped_column(String(80), default="")
    """Words that have to stand in the name or the text, all of them; empty when the account number is enough."""
    comes_in: Mapped[bool]
    account: Mapped[str] = mapped_column(ForeignKey("ledger_account.number"))
    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"))
    taught_at: Mapped[datetime]
    taught_by: Mapped[str] = mapped_column(String(60))

    cost_object: Mapped[CostObject | None] = relationship()
    ledger_account: Mapped[Account] = relationship()

    def fits(self, text: str, amount: Money) -> bool:
        """Whether it speaks of a line with this text and amount."""
        if self.comes_in != (amount > Money.zero()):
            return False
        whole = clues.plain(text)
        return all(word in whole for word in clues.plain(self.words).split())


def teach(iban: str, amount: Money, account: str, cost_object_id: int | None, words: str = "") -> Taught:
    """Remember where money like this goes; what was taught of it before is replaced. Raises NotToBeTaught."""
    if not iban and not words.strip():
        sentence = gettext("Deze regel heeft geen rekeningnummer. Vul woorden in om hem aan te herkennen.")
        raise NotToBeTaught(sentence, "words")
    if is_controlled(account):
        raise NotToBeTaught(
            gettext("Op rekening %(account)s boek je niet zelf. Kies een andere.", account=account), "account"
        )
    comes_in = amount > Money.zero()
    facts = {"iban": iban, "words": " ".join(words.split())[:80], "comes_in": comes_in}
    there = db.session.scalar(select(Taught).filter_by(**facts))
    made = there or Taught(**facts)
    made.account, made.cost_object_id = account, cost_object_id
    made.taught_at, made.taught_by = clock.now(), audit.who()
    db.session.add(made)
    db.session.flush()
    return made


def forget(rule_id: int) -> Taught:
    """Ask again from now on, and return what was known; what was booked by it stays. Raises NotFound."""
    known = find(rule_id)
    db.session.delete(known)
    db.session.flush()
    return known


def find(rule_id: int) -> Taught:
    """The rule with this number; raises NotFound."""
    found = db.session.get(Taught, rule_id)
    if found is None:
        raise NotFound(gettext("Deze regel is er niet meer."))
    return found


def taught() -> dict[str, list[Taught]]:
    """Every rule by its account number, the ones with words before the one without."""
    found: dict[str, list[Taught]] = defaultdict(list)
    for rule in db.session.scalars(select(Taught).order_by(Taught.words.desc(), Taught.id)):
        found[rule.iban].append(rule)
    return dict(found)
