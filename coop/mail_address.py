"""E-mail addresses, kept in one form so that the same address is found again."""

import re

# What mail servers in use accept; quoted names and bare hosts are refused, as a slip of the pen is likelier.
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]+")


def normal_address(text: str) -> str:
    """Without the spaces around it and in small letters; nobody's mailbox depends on capitals."""
    return text.strip().lower()


def is_address(text: str) -> bool:
    """Whether a mail can be sent to it, by its shape: name, one @, and a domain with a dot."""
    name = text.partition("@")[0]
    dots_fit = not name.startswith(".") and not name.endswith(".") and ".." not in text
    return len(text) <= 254 and dots_fit and _ADDRESS.fullmatch(text) is not None
