"""The language of an order: who chooses another one on its page gets the next mails about it in that."""

from sqlalchemy import select

from coop.database import db
from coop.languages import Choice, language_chosen
from orders.order import Order


@language_chosen.subscribe
def keep(choice: Choice) -> None:
    """Keep what was chosen on the private page of an order; its link is the key to it, as to all that it does."""
    _, room, token, *_rest = [*choice.page.partition("?")[0].split("/"), "", "", ""]
    if room != "bestelling" or not token:
        return
    found = db.session.scalar(select(Order).where(Order.token == token))
    if found is not None:
        found.language = choice.language
        db.session.flush()
