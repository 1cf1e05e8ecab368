"""How a grant stands: spent, agreed, worked, still to spend and to give back; in figures and in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext, ngettext

from coop.filters import money
from coop.money import Money
from coop.period import DateRange, months
from invoicing.exploitatie.commitment import Commitment, committed
from invoicing.grants.charge import charges
from invoicing.grants.charging import Charge
from invoicing.grants.grant import Grant, grants
from invoicing.grants.rule import GrantRule, all_rules
from invoicing.grants.terms import AHEAD, GrantTerms, all_terms
from invoicing.grants.worked import Delivered, Wanted, delivered, value_of, worked_for

NOTHING = Money(0)
_SOME = Money(100)
"""Less than this over in a year is nothing to say."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The amounts of a grant, worked out without any database."""

    amount: Money
    received: Money
    spent: Money = NOTHING
    worked: Money = NOTHING
    """What unpaid hours come to."""
    agreed: Money = NOTHING
    to_return: Money | None = None
    """What still has to go back, once the giver settled it."""

    @property
    def counted(self) -> Money:
        """What unpaid hours count for: no more than the costs leave."""
        return max(NOTHING, min(self.worked, self.amount - self.spent))

    @property
    def accounted(self) -> Money:
        """What we can account for."""
        return self.spent + self.counted

    @property
    def left(self) -> Money:
        """What is still to be spent."""
        return self.amount - self.accounted

    @property
    def free(self) -> Money:
        """What is still to be spent and not agreed with anybody."""
        return max(NOTHING, self.left - self.agreed)

    @property
    def returning(self) -> Money:
        """What goes back: what is left of what was settled, or what came in and cannot be accounted for now."""
        return max(NOTHING, self.received - self.accounted) if self.to_return is None else self.to_return


@dataclass(frozen=True, slots=True)
class Standing:
    """A grant with all that is known of it."""

    grant: Grant
    terms: GrantTerms | None
    rules: Sequence[GrantRule]
    charges: Sequence[Charge]
    hours: Sequence[Delivered]
    agreed: Sequence[Commitment]
    figures: Figures
    today: date

    @property
    def state(self) -> str:
        """A word for it: running, over or settled."""
        if self.grant.settlement is not None:
            return "settled"
        return "running" if self.today < self.grant.end else "over"

    @property
    def state_name(self) -> str:
        """The same in words."""
        names = {"running": gettext("loopt"), "over": gettext("voorbij"), "settled": gettext("vastgesteld")}
        return str(names[self.state])

    @property
    def years(self) -> str:
        """The year or years it is for."""
        first, last = self.grant.begin.year, last_day(self.grant).year
        return str(first) if first == last else f"{first} – {last}"

    @property
    def report_is_near(self) -> bool:
        """Whether the report is due within four weeks, or late."""
        due = self.terms.report_due if self.terms and not self.terms.reported_on else None
        return due is not None and self.state != "settled" and due <= self.today + AHEAD

    @property
    def report_is_late(self) -> bool:
        """Whether the report should have been there."""
        return self.report_is_near and bool(
            self.terms and self.terms.report_due and self.terms.report_due < self.today
        )

    @property
    def sentence(self) -> str:
        """What it comes to, while there is time to do something about it."""
        said: str
        figures, left = self.figures, money(self.figures.left)
        settled = self.grant.settlement
        if settled is not None and settled.owed:
            said = gettext("Vastgesteld. We betalen %(amount)s terug.", amount=money(settled.owed))
        elif settled is not None and settled.to_return:
            said = gettext("Vastgesteld. We hebben %(amount)s terugbetaald.", amount=money(settled.to_return))
        elif self.state == "settled":
            said = gettext("Vastgesteld. We hoeven niets terug te betalen.")
        elif not self.rules:
            said = gettext("Zeg eerst welke kosten bij deze subsidie horen.")
        elif not figures.left:
            said = gettext("Het hele bedrag is besteed.")
        elif self.state == "over":
            said = gettext("Er is %(amount)s niet besteed.", amount=left)
        else:
            said = f"{_time_left(left, self.today, self.grant.end)} {self.outlook}".rstrip()
        return said

    @property
    def outlook(self) -> str:
        """Whether it will be spent in time if all goes on as it did; empty while there is little to go by."""
        begin, end = self.grant.begin, self.grant.end
        gone, all_days = (self.today - begin).days, (end - begin).days
        if gone < all_days // 6 or gone < 28:
            return ""
        pace = self.figures.accounted.times(all_days - gone, gone)
        over = self.figures.left - max(pace, self.figures.agreed)
        said: str = ""
        if over > _SOME:
            said = gettext("In dit tempo blijft er %(amount)s over.", amount=money(over))
        elif over < -_SOME:
            said = gettext("In dit tempo is het eerder op.")
        return said


def standings(today: date) -> list[Standing]:
    """Every grant as it stands, latest period first, in a fixed number of statements."""
    all_, rules, terms, charged = grants(), all_rules(), all_terms(), charges()
    in_order = sorted(all_, key=lambda one: (one.begin, one.id))
    wanted = [_wanted(one, rules.get(one.id, ()), terms.get(one.id)) for one in in_order]
    hours = delivered(wanted, worked_for(wanted))
    last = max((one.end for one in all_ if one.settlement is None and one.end > today), default=today)
    ends_in = (last - timedelta(days=1)).year
    agreed = [row for year in range(today.year, ends_in + 1) for row in committed(year, today)]
    return [
        _standing(
            one,
            terms.get(one.id),
            rules.get(one.id, ()),
            charged.get(one.id, ()),
            hours.get(one.id, ()),
            [row for row in agreed if is_for(row, one, rules.get(one.id, ()))],
            today,
        )
        for one in all_
    ]


def standing(grant_id: int, today: date) -> Standing:
    """One grant as it stands; charges depend on all of them, so all are looked at."""
    return next(one for one in standings(today) if one.grant.id == grant_id)


def last_day(grant: Grant) -> date:
    """The last day of its period."""
    return grant.end - timedelta(days=1)


def is_for(row: Commitment, grant: Grant, rules: Sequence[GrantRule]) -> bool:
    """Whether something agreed is a cost that will come to a grant; what somebody owes us is none."""
    # Accounts of costs begin with 4 to 7 in our chart.
    if grant.settlement is not None or not grant.begin <= row.day < grant.end or row.account[:1] not in "4567":
        return False
    return any(rule.as_rule.holds(row.account, row.cost_object_id or None) for rule in rules)


def _standing(
    grant: Grant,
    terms: GrantTerms | None,
    rules: Sequence[GrantRule],
    charged: Sequence[Charge],
    hours: Sequence[Delivered],
    agreed: Sequence[Commitment],
    today: date,
) -> Standing:
    figures = Figures(
        grant.amount,
        grant.received,
        sum((one.amount for one in charged), NOTHING),
        value_of(hours),
        sum((row.net for row in agreed), NOTHING),
        grant.settlement.owed if grant.settlement else None,
    )
    return Standing(grant, terms, rules, charged, hours, agreed, figures, today)


def _wanted(grant: Grant, rules: Sequence[GrantRule], terms: GrantTerms | None) -> Wanted:
    places = {rule.cost_object_id for rule in rules} | {grant.cost_object_id}
    return Wanted(
        grant.id,
        grant.begin,
        grant.end,
        frozenset(place for place in places if place is not None),
        terms.unpaid if terms else frozenset(),
        terms.unpaid_rate if terms else None,
    )


def _time_left(left: str, today: date, end: date) -> str:
    number = len(list(months(DateRange(today, end))))
    days = (end - today).days
    said: str
    if days <= 31:
        said = ngettext(
            "Nog %(amount)s te besteden in %(num)d dag.",
            "Nog %(amount)s te besteden in %(num)d dagen.",
            days,
            amount=left,
        )
    else:
        said = ngettext(
            "Nog %(amount)s te besteden in %(num)d maand.",
            "Nog %(amount)s te besteden in %(num)d maanden.",
            number,
            amount=left,
        )
    return said
