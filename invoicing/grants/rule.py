"""The rules of a grant: which accounts, services and projects may be charged to it, the first first."""

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from invoicing.grants.charging import Rule
from invoicing.grants.request import GrantActivity, of_grant


class WrongRule(Refusal):
    """A rule names accounts of costs, a service or project, or both."""


class GrantRule(Model):
    """An account, or the digits with which several begin, and a service or project; an empty one means all."""

    __tablename__ = "grant_rule"
    __table_args__ = (CheckConstraint("account <> '' OR cost_object_id IS NOT NULL", name="names_something"),)

    id: Mapped[int] = pk()
    grant_id: Mapped[int] = mapped_column(ForeignKey("grant_award.id"), index=True)
    account: Mapped[str] = mapped_column(String(10), default="")
    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("grant_activity.id"))

    cost_object: Mapped[CostObject | None] = relationship()
    activity: Mapped[GrantActivity | None] = relationship()

    @property
    def as_rule(self) -> Rule:
        """As it is worked with."""
        return Rule(self.account, self.cost_object_id, self.activity_id)


def rules_of(grant_id: int) -> list[GrantRule]:
    """The rules of a grant, the first first."""
    return list(db.session.scalars(select(GrantRule).where(GrantRule.grant_id == grant_id).order_by(GrantRule.id)))


def all_rules() -> dict[int, list[GrantRule]]:
    """The rules of every grant that has any."""
    found: dict[int, list[GrantRule]] = {}
    for rule in db.session.scalars(select(GrantRule).order_by(GrantRule.id)):
        found.setdefault(rule.grant_id, []).append(rule)
    return found


def add_rule(
    grant_id: int, account: str = "", cost_object_id: int | None = None, activity_id: int | None = None
) -> GrantRule:
    """Let something be charged to a grant; raises WrongRule."""
    account = account.strip()
    if not account and cost_object_id is None:
        raise WrongRule(gettext("Kies een rekening, of een dienst of project."), "account")
    costs = select(Account.id).where(Account.kind == "P", Account.side == "D")
    if account and not (
        account.isdecimal() and db.session.scalar(costs.where(Account.number.startswith(account)))
    ):
        raise WrongRule(gettext("Geen rekening van kosten begint met %(number)s.", number=account[:10]), "account")
    request = of_grant(grant_id)
    known = {one.id for one in request.activities} if request else set()
    if activity_id is not None and activity_id not in known:
        raise WrongRule(gettext("Kies een activiteit uit de lijst."), "activity")
    rule = GrantRule(grant_id=grant_id, account=account, cost_object_id=cost_object_id, activity_id=activity_id)
    db.session.add(rule)
    audit.record(f"grant_award:{grant_id}", "rule", None, _words(rule))
    db.session.flush()
    return rule


def drop_rule(grant_id: int, rule_id: int) -> None:
    """Take a rule away; raises NotFound."""
    found = db.session.get(GrantRule, rule_id)
    if found is None or found.grant_id != grant_id:
        raise NotFound(gettext("Deze regel is er niet."))
    audit.record(f"grant_award:{grant_id}", "rule", _words(found))
    db.session.delete(found)
    db.session.flush()


def _words(rule: GrantRule) -> str:
    return f"{rule.account or '*'} / {rule.cost_object_id or '*'}"
