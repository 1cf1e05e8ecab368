"""E-mail addresses, kept in one form so that the same address is found again."""


def normal_address(text: str) -> str:
    """Without the spaces around it and in small letters; nobody's mailbox depends on capitals."""
    return text.strip().lower()
