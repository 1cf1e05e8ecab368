"""What the treasurer says a line is for, in words: the number of an invoice, of a purchase, or of an account."""

from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from coop.errors import Refusal
from coop.ledger.account import Account
from coop.ledger.control import is_controlled
from coop.money import Money
from invoicing.matching.open_money import OpenMoney
from invoicing.matching.proposal import Goes, Part, Proposal


class NoSuchPlace(Refusal):
    """Money goes to an invoice, a purchase, a grant or an account that is there."""


class NothingLeft(Refusal):
    """One part at most takes what the others leave, and there is something left then."""


def places(money: OpenMoney) -> list[tuple[str, str]]:
    """What can be typed and what it is, everything that is open first and then the accounts."""
    found = [
        (_word(one.goes, one.number or one.key), f"{one.name} {one.open}")
        for one in sorted(money.items.values(), key=lambda one: (one.goes, one.key))
        if one.open
    ]
    accounts = select(Account.number, Account.name).where(Account.active).order_by(Account.number)
    found += [(number, name) for number, name in db.session.execute(accounts) if not is_controlled(number)]
    return found


def proposal(
    parts: Sequence[tuple[str, Money | None]], money: OpenMoney, whole: Money, cost_object_id: int | None
) -> Proposal:
    """The parts as told, each a place and an amount; the one without an amount takes what is left of the whole.

    Amounts are as a person says them: a part of money that went out is typed above zero too. Raises NoSuchPlace,
    NothingLeft.
    """
    if not parts:
        raise NothingLeft(gettext("Vul in waar het bij hoort."))
    sign = 1 if whole > Money.zero() else -1
    told = [(place.strip(), amount and Money(amount.cents * sign)) for place, amount in parts]
    rest = whole - sum((amount for _, amount in told if amount), Money.zero())
    blank = [place for place, amount in told if amount is None]
    if len(blank) > 1 or (blank and not rest):
        raise NothingLeft(gettext("Laat bij hoogstens één deel het bedrag leeg."))
    made = tuple(_part(place, rest if amount is None else amount, money, cost_object_id) for place, amount in told)
    return Proposal(made, (gettext("Met de hand geboekt."),), 0)


def _part(place: str, amount: Money, money: OpenMoney, cost_object_id: int | None) -> Part:
    word, _, rest = place.partition(" ")
    if word.lower() in _WORDS and rest:
        goes = _WORDS[word.lower()]
        found = [one for one in money.items.values() if one.goes == goes and rest in (one.number, one.key)]
        if len(found) == 1:
            return Part(goes, found[0].key, amount)
    elif money.invoice(word):
        return Part(Goes.INVOICE, word, amount)
    elif word.isdigit() and db.session.scalar(select(Account.id).where(Account.number == word, Account.active)):
        return Part(Goes.ACCOUNT, word, amount, cost_object=cost_object_id)
    sentence = gettext("We kennen %(place)s niet. Kies een factuur, inkoop of rekening uit de lijst.", place=place)
    raise NoSuchPlace(sentence)


def _word(goes: Goes, number: str) -> str:
    return {Goes.PURCHASE: f"inkoop {number}", Goes.GRANT: f"subsidie {number}"}.get(goes, number)


_WORDS = {"inkoop": Goes.PURCHASE, "subsidie": Goes.GRANT}
