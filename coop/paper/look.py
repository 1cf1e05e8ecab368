"""How the papers of a wijk look: its colour, and its logo if it has one."""

from dataclasses import dataclass

OWN_LOGO = "logo:own"
"""The address at which a document finds the logo of its look."""


@dataclass(frozen=True, slots=True)
class Look:
    """A colour for letters, one for surfaces, a pale one behind letters, and the logo as PNG."""

    letters: str = "#1f5c48"
    surface: str = "#2f7d63"
    pale: str = "#e9f3ee"
    logo: bytes | None = None

    def paint(self, stylesheet: str) -> str:
        """The stylesheet with its three colours filled in."""
        for name in ("letters", "surface", "pale"):
            stylesheet = stylesheet.replace(f"var(--{name})", getattr(self, name))
        return stylesheet


HOUSE = Look()
"""The look of a wijk that chose none."""
