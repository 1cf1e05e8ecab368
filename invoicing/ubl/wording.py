"""Words as XML can carry them: what a keyboard or an import put in between is left out, never refused."""

import re

# XML 1.0, 2.2: anything else makes the whole document unreadable.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def words(text: str | None) -> str:
    """The text without characters that XML forbids, its white space squeezed; empty when nothing is left."""
    return " ".join(_FORBIDDEN.sub(" ", text or "").split())
