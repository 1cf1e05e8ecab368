"""What a task costs the person who does it: taps, typed characters, fields and pages, and the seconds of them.

The seconds are the formula of the mission, not a clock: how long a busy machine takes says nothing of the screen.
"""

from dataclasses import dataclass

TAP, CHARACTER, FIELD, PAGE = 1.3, 0.4, 1.2, 1.0
"""Seconds: to find and press something, to type a letter on a phone, to go to a field, to see a new page."""


@dataclass
class Effort:
    """What was done so far."""

    taps: int = 0
    characters: int = 0
    fields: int = 0
    pages: int = 0

    @property
    def seconds(self) -> float:
        """How long somebody needs for it, by the formula."""
        spent = self.taps * TAP + self.characters * CHARACTER + self.fields * FIELD + self.pages * PAGE
        return round(spent, 1)

    def since(self, earlier: "Effort") -> "Effort":
        """What came after an earlier moment."""
        return Effort(
            self.taps - earlier.taps,
            self.characters - earlier.characters,
            self.fields - earlier.fields,
            self.pages - earlier.pages,
        )

    def numbers(self) -> dict[str, float]:
        """Each number by its unit, as the table of numbers to beat shows them."""
        return {
            "seconds": self.seconds,
            "taps": self.taps,
            "characters": self.characters,
            "fields": self.fields,
            "pages": self.pages,
        }
