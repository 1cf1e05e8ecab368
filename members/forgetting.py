"""What is over is forgotten: each day the sessions, links and counts that have ended go."""

from datetime import date

from coop.daily import new_day
from members import session, signin_link, throttle


@new_day.subscribe
def forget_what_is_over(_day: date) -> None:
    """Remove what can no longer be used."""
    session.forget_ended()
    signin_link.forget_old()
    throttle.forget_old()
