"""Control accounts: a floor above keeps the particulars, the ledger the sum, and the two must agree."""

from collections.abc import Callable
from dataclasses import dataclass

Sum = Callable[[], int]
"""What the sub-ledger adds up to, in cents, debit above zero."""


@dataclass(frozen=True)
class Control:
    """An account whose balance a sub-ledger explains, such as the open invoices behind Debiteuren."""

    account: str
    name: str
    sum: Sum


_controls: dict[str, Control] = {}


def control(account_number: str, name: str) -> Callable[[Sum], Sum]:
    """Register the sum of a sub-ledger as the control of an account; `coop ledger verify` compares them."""

    def register(sum_: Sum) -> Sum:
        _controls[account_number] = Control(account_number, name, sum_)
        return sum_

    return register


Proof = Callable[[], list[str]]
"""What a floor above can compute again: its faults in words, none when all is well."""

_proofs: list[Proof] = []


def proof(check: Proof) -> Proof:
    """Register a check of a floor above; `coop ledger verify` carries it out."""
    _proofs.append(check)
    return check


def proofs() -> list[Proof]:
    """Every check that was registered."""
    return list(_proofs)


def controls() -> list[Control]:
    """The control accounts of this house, by number."""
    return [_controls[number] for number in sorted(_controls)]


def is_controlled(account_number: str) -> bool:
    """Whether a sub-ledger explains this account, so that nobody posts to it by hand."""
    return account_number in _controls
