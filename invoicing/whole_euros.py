"""Amounts in whole euros, as people say them; half a euro goes up."""

from coop.money import Money, half_up


def whole(amount: Money) -> str:
    """An amount without a sign for the euro: 1.240, with a real minus below nothing."""
    return Money(half_up(amount.cents, 100) * 100).decimal().removesuffix(",00").replace("-", "−")


def in_euros(amount: Money) -> str:
    """The same in a sentence, kept on one line: € 1.240."""
    minus = "−\u2060" if amount.cents < 0 else ""  # with a joiner: a line would end behind a minus
    return f"{minus}€\u00a0{whole(abs(amount))}"


def or_dash(amount: Money) -> str:
    """The same in a table, where nothing at all is a dash."""
    return whole(amount) if amount else "–"
