"""What happened, told upwards: a higher floor listens without the lower one knowing it."""

from collections.abc import Callable
from typing import Generic, TypeVar

Told = TypeVar("Told")


class Event(Generic[Told]):
    """Something that happened on a floor; who listens acts in the same transaction, so both hold or neither."""

    def __init__(self, name: str) -> None:
        """Name it as `floor.what_happened`, in the past tense."""
        self.name = name
        self._listeners: list[Callable[[Told], None]] = []

    def subscribe(self, listener: Callable[[Told], None]) -> Callable[[Told], None]:
        """Call the listener with every fact told from now on; usable as a decorator."""
        if listener not in self._listeners:
            self._listeners.append(listener)
        return listener

    def tell(self, fact: Told) -> None:
        """Pass the fact to every listener in the order they came; a listener's refusal refuses the fact."""
        for listener in self._listeners:
            listener(fact)
