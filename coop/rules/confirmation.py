"""Confirmations: who took an unverified rule for right, when and on whose advice; then it is not asked again."""

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock
from coop.database import Model, db
from coop.errors import NotFound, Refusal
from coop.rules.question import Question, questions


class NoAdvice(Refusal):
    """A rule nobody read is confirmed on somebody's advice, who is named."""


class NoSuchQuestion(NotFound):
    """Only what the book asks can be confirmed."""


class RuleConfirmation(Model):
    """A rule of the book as it read when it was confirmed; if the book changes, it is open again."""

    __tablename__ = "rule_confirmation"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    advice: Mapped[str] = mapped_column(String(200))
    confirmed_at: Mapped[datetime]
    confirmed_by: Mapped[str] = mapped_column(String(60))


def confirm(code: str, advice: str) -> RuleConfirmation:
    """Take a rule for right from now on; raises NoSuchQuestion, NoAdvice."""
    question = _question(code)
    if not advice.strip():
        raise NoAdvice(gettext("Schrijf op wie dit heeft nagekeken, bijvoorbeeld de boekhouder."), "advice")
    made = db.session.get(RuleConfirmation, code) or RuleConfirmation(code=code)
    made.text, made.advice = question.text, advice.strip()
    made.confirmed_at, made.confirmed_by = clock.now(), audit.who()
    db.session.add(made)
    db.session.flush()
    audit.record(f"rule:{code}", "confirmed", None, made.advice)
    return made


def withdraw(code: str) -> None:
    """Ask a rule again; the trail keeps who confirmed it before. Raises NoSuchQuestion."""
    found = confirmations().get(_question(code).code)
    if found is not None:
        db.session.delete(found)
        db.session.flush()
        audit.record(f"rule:{code}", "confirmed", found.advice, None)


def confirmations() -> dict[str, RuleConfirmation]:
    """What stands confirmed, by code: only rules that still read as they did."""
    asked = {question.code: question.text for question in questions()}
    return {
        row.code: row for row in db.session.scalars(select(RuleConfirmation)) if asked.get(row.code) == row.text
    }


def is_confirmed(code: str) -> bool:
    """Whether a rule was confirmed; look the lot up with confirmations() where many are asked."""
    return code in confirmations()


def _question(code: str) -> Question:
    for question in questions():
        if question.code == code:
            return question
    raise NoSuchQuestion(gettext("Deze regel hoeft niet bevestigd te worden."))
