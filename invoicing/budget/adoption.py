"""Adopting a budget: the members' meeting said yes, and from then on it stands."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import func, select

from coop import audit, clock
from coop.database import db
from coop.errors import Refusal
from invoicing.budget.line import BudgetLine
from invoicing.budget.version import BudgetVersion, by_number, held

LONGEST_REASON = 300


class NothingToAdopt(Refusal):
    """A budget that is adopted says something."""


class NoSuchMeeting(Refusal):
    """A budget is adopted by a meeting that was held, after the one that adopted the version before it."""


class ReasonMissing(Refusal):
    """Who reads a revised budget also reads why it was revised."""


def adopt(year: int, on: date, seen: int, why: str = "") -> BudgetVersion:
    """Let the draft be the budget of the year, by the meeting of a day.

    A revision says why. Raises NothingToAdopt, NoSuchMeeting, ReasonMissing, BudgetChanged, BudgetAdopted.
    """
    version, why = held(year, seen), " ".join(why.split())
    if not db.session.scalar(select(func.count(BudgetLine.id)).where(BudgetLine.version_id == version.id)):
        raise NothingToAdopt(gettext("Er staat nog niets in deze begroting. Vul hem eerst in."))
    if on > clock.today():
        raise NoSuchMeeting(gettext("Deze vergadering is nog niet geweest."), "on")
    if version.number > 1:
        before = by_number(year, version.number - 1).adopted_on
        if before and on < before:
            raise NoSuchMeeting(gettext("De vorige versie is op een latere dag vastgesteld."), "on")
        if not why:
            raise ReasonMissing(gettext("Schrijf in een zin waarom de begroting anders werd."), "why")
    version.adopted_on, version.why = on, why[:LONGEST_REASON] if version.number > 1 else ""
    version.changes += 1
    audit.record(f"budget:{year}", "adopted", None, on)
    db.session.flush()
    return version
