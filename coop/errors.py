"""The refusals of the house: each is named for the rule it guards and says what the person can do."""


class Refusal(Exception):
    """A rule of the house was about to be broken; the message is the sentence for the person."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        """Take the Dutch sentence and, where it belongs to one, the name of the form field."""
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Stale(Refusal):
    """Somebody else was first; what the person saw is no longer how it is (409)."""


class NotFound(Refusal):
    """It is not there, or not within what this person may see; the two look the same (404)."""
