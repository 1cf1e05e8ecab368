"""Which account of ours a line of the old books is about: by its code in the RGS, else by its number."""

from collections.abc import Iterable

from flask_babel import gettext

from coop.ledger.account import Account, accounts
from coop.ledger.opening.given import Fault, GivenLine


class Chart:
    """Our accounts, to be found by number and by code."""

    def __init__(self) -> None:
        """Take the accounts in use."""
        found = accounts()
        self._by_number = {account.number: account for account in found}
        self._by_rgs: dict[str, list[Account]] = {}
        for account in found:
            self._by_rgs.setdefault(account.rgs, []).append(account)

    def match(self, lines: Iterable[GivenLine]) -> tuple[list[tuple[GivenLine, Account]], list[Fault]]:
        """Each line with its account, and a sentence for each line that has none."""
        matched: list[tuple[GivenLine, Account]] = []
        faults: list[Fault] = []
        for line in lines:
            account = self._of(line)
            if account is None:
                faults.append((line.where, _unknown(line)))
            elif account.kind != "B" or line.kind == "P":
                why = gettext("rekening %(label)s hoort niet in een beginbalans: zij begint elk jaar op nul")
                faults.append((line.where, why % {"label": account.label}))
            else:
                matched.append((line, account))
        return matched, faults

    def _of(self, line: GivenLine) -> Account | None:
        known, by_number = self._by_rgs.get(line.rgs, []), self._by_number.get(line.account)
        if not line.rgs or (by_number is not None and by_number.rgs == line.rgs):
            return by_number
        # A number of theirs may mean something else with us; the code means the same with everybody.
        return known[0] if len(known) == 1 else None


def _unknown(line: GivenLine) -> str:
    name = f"{line.account} {line.name}".strip()
    if line.rgs:
        return str(gettext("rekening %(name)s met RGS-code %(rgs)s kennen we niet", name=name, rgs=line.rgs))
    return str(gettext("rekening %(name)s kennen we niet, of zij is niet in gebruik", name=name))
