"""A bank account: ours when the wijk's settings say so, found again however a file writes its number."""

import re
from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, wijk
from coop.database import Model, db, insert_unless_there, pk
from coop.errors import NotFound, Refusal
from coop.ledger import chart

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_DUTCH = re.compile(r"NL\d{2}[A-Z]{4}\d{10}")


class BankAccount(Model):
    """An account that statements came of; without a ledger account nothing on it is ever booked."""

    __tablename__ = "bank_account"

    id: Mapped[int] = pk()
    iban: Mapped[str] = mapped_column(String(34), unique=True)
    """As the bank writes it: the IBAN, or the bare number where a file has no more."""
    name: Mapped[str] = mapped_column(String(80), default="")
    ledger_account: Mapped[str | None] = mapped_column(ForeignKey("ledger_account.number"))

    __audited__ = ("iban", "ledger_account")


class PlaceTaken(Refusal):
    """Each bank account has an account of the ledger of its own, or its balance could not be compared."""


def find_or_make(told: str, *, lock: bool = False) -> tuple[BankAccount, bool]:
    """The account a file tells of, and whether it is new here; with `lock` it is held until the commit."""
    number = normal(told)
    there = next((known for known in accounts() if _same(known.iban, number)), None)
    house = wijk.find()
    ours = normal(house.iban) if house else ""
    is_ours = bool(ours) and _same(ours, number)
    if there is not None:
        if lock:
            db.session.refresh(there, with_for_update=True)
        if is_ours and there.ledger_account is None:  # the settings came after the first file
            there.ledger_account = chart.BANK
        return there, False
    insert_unless_there(  # two files of a new account may come at the same moment
        BankAccount,
        iban=ours if is_ours else number,
        name=(house.legal_name or house.name)[:80] if house and is_ours else "",
        ledger_account=chart.BANK if is_ours else None,
    )
    query = select(BankAccount).where(BankAccount.iban == (ours if is_ours else number))
    made = db.session.scalars(query.with_for_update() if lock else query).one()
    audit.record(audit.subject_of(made), "iban", None, made.iban)
    return made, not is_ours


def accounts() -> Sequence[BankAccount]:
    """Every account, in the order in which they came."""
    return db.session.scalars(select(BankAccount).order_by(BankAccount.id)).all()


def find(account_id: int) -> BankAccount:
    """The account with this key; raises NotFound."""
    found = db.session.get(BankAccount, account_id)
    if found is None:
        raise NotFound(gettext("Deze bankrekening is er niet."))
    return found


def place(account: BankAccount, ledger_account: str, name: str) -> None:
    """Give an account its place in the ledger, from where its lines are booked; raises PlaceTaken."""
    other = select(BankAccount.id).where(
        BankAccount.ledger_account == ledger_account, BankAccount.id != account.id
    )
    if db.session.scalar(other) is not None:
        sentence = gettext("Op deze rekening van het grootboek staat al een andere bankrekening.")
        raise PlaceTaken(sentence, "ledger_account")
    account.ledger_account, account.name = ledger_account, name.strip()
    db.session.flush()


def normal(told: str) -> str:
    """The number of an account without blanks, bank or currency around it; empty when there is none."""
    text = re.sub(r"[^A-Z0-9/]", "", told.upper())
    dutch = _DUTCH.search(text)
    if dutch:
        return dutch.group()
    last = re.sub(r"(?<=\d)(EUR|[A-Z]{3})$", "", text.rpartition("/")[2])
    return (last or text)[:34]


def is_iban(text: str) -> bool:
    """Whether it has the form of an IBAN."""
    return bool(_IBAN.fullmatch(text))


def _same(one: str, other: str) -> bool:
    # Older files have the bare number: ten digits of the Dutch IBAN, with or without the zeros before it.
    return one == other or (
        is_iban(one) != is_iban(other) and _bare(one) == _bare(other) and _bare(one).strip("0") != ""
    )


def _bare(number: str) -> str:
    return number[8:] if _DUTCH.fullmatch(number) else number.zfill(10)
