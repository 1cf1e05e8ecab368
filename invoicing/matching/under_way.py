"""What a line of the bank stands for did move: nobody calls it off before that line is let go."""

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from invoicing.bank.awaited import AlreadyThere, Awaited, dropping
from invoicing.matching.match import MatchPart


@dropping.subscribe
def must_not_be_there(movement: Awaited) -> None:
    """Refuse to call off what the bank carried out; raises AlreadyThere."""
    there = select(MatchPart.line_id).where(MatchPart.awaited_id == movement.id, MatchPart.stands)
    if db.session.scalar(there.limit(1)) is not None:
        raise AlreadyThere(
            gettext("De bank heeft dit al uitgevoerd: %(what)s. Maak eerst de bankregel los.", what=movement.text)
        )
