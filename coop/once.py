"""A form submitted twice has its effect once: the first submission is remembered with where it led."""

import secrets
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from coop import clock
from coop.database import Model, db


class Submission(Model):
    """A form that was carried out, by the key it was shown with; kept in the transaction of its effect."""

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    led_to: Mapped[str] = mapped_column(String(500), default="")


def new_key() -> str:
    """A key for a form that is about to be shown."""
    return secrets.token_urlsafe(16)


def claim(key: str) -> Submission | None:
    """Claim a form's key for this transaction; None when the form was carried out before.

    Who comes at the same moment waits here until the first has committed or failed.
    """
    if db.session.get(Submission, key) is not None:
        return None
    submission = Submission(key=key, at=clock.now())
    db.session.add(submission)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        return None
    return submission


def led_to(key: str) -> str | None:
    """Where the first submission of this form led."""
    submission = db.session.get(Submission, key)
    return submission.led_to if submission else None
