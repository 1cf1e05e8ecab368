"""What there is at the provider, by its key, and the events that tell of each change."""

import secrets
import threading
from collections.abc import Callable
from typing import Any

from invoicing.online.stand_in.refused import no_such

Thing = dict[str, Any]


class Register:
    """Everything in memory, one change at a time; `told` is called with each event, in order."""

    def __init__(self, address: str, now: Callable[[], int], told: Callable[[Thing], None]) -> None:
        """Be found at this address."""
        self.address, self.now, self._told = address, now, told
        self.things: dict[str, Thing] = {}
        self.events: list[Thing] = []
        self.paid_out: dict[str, str] = {}
        """In which payout each balance transaction is; what is not in it waits."""
        self.lock = threading.RLock()

    def find(self, kind: str, key: str) -> Thing:
        """One thing of a kind; raises Refused."""
        found = self.things.get(key)
        if found is None or found["object"] != kind:
            raise no_such(kind, key)
        return found

    def all_of(self, kind: str, **facts: Any) -> list[Thing]:
        """Everything of a kind with these facts, newest first."""
        found = (thing for thing in self.things.values() if thing["object"] == kind)
        return [thing for thing in found if all(thing.get(name) == fact for name, fact in facts.items())][::-1]

    def make(self, prefix: str, kind: str, **facts: Any) -> Thing:
        """A new thing of a kind."""
        key = f"{prefix}_{secrets.token_hex(12)}"
        self.things[key] = {"id": key, "object": kind, "created": self.now(), "livemode": False, **facts}
        return self.things[key]

    def tell(self, kind: str, about: Thing) -> None:
        """Tell of a change, as the thing is now."""
        event = {"id": f"evt_{secrets.token_hex(12)}", "object": "event", "type": kind, "created": self.now()}
        event |= {"livemode": False, "data": {"object": dict(about)}}
        self.events.append(event)
        self._told(event)
