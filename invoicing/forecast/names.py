"""What income and costs are called: income by its service, costs by their account."""

from sqlalchemy import select

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject

Key = tuple[str, str]
"""C and the key of the service (0 for none), or D and the number of the account."""


class Names:
    """The accounts and services by their keys: they are few, and grouping by words takes long."""

    def __init__(self) -> None:
        """Read them, in two statements."""
        accounts = db.session.execute(select(Account.id, Account.number, Account.name).where(Account.kind == "P"))
        self._numbers = {id_: (number, name) for id_, number, name in accounts}
        self._accounts = dict(self._numbers.values())
        services = db.session.execute(select(CostObject.id, CostObject.name))
        self._services = {str(id_): name for id_, name in services}

    def key(self, side: str, number: int) -> Key:
        """The key of income of a service, or of the costs on an account."""
        return (side, str(number)) if side == "C" else (side, self._numbers[number][0])

    def of(self, key: Key) -> str:
        """The name of a service or a kind of cost, empty for what belongs to no service."""
        return (self._services if key[0] == "C" else self._accounts).get(key[1], "")
