"""The certificate: on paper what shares a member has, for the member to keep."""

from dataclasses import dataclass

from flask_babel import force_locale, format_date, gettext

from coop import clock, wijk
from coop.errors import NotFound
from coop.money import Money
from coop.paper import report
from coop.paper.printable import printable
from members.member import Member
from members.share import Standing, standing_of
from members.share_value import values


@dataclass(frozen=True, slots=True)
class Holding:
    """So many shares of one worth, with the article of the statutes that gives them that worth, if we know it."""

    value: Money
    count: int
    article: str

    @property
    def together(self) -> Money:
        """What they are worth together."""
        return self.value * self.count


def printed(member: Member) -> bytes:
    """The certificate of today as a PDF that can be read aloud (PDF/UA-1); raises NotFound without shares."""
    with force_locale("nl"):
        return report.printed("share_certificate", **_facts(member))


def html(member: Member) -> str:
    """The same as HTML; raises NotFound without shares."""
    with force_locale("nl"):
        return report.html("share_certificate", **_facts(member))


def holdings(standing: Standing) -> list[Holding]:
    """The shares of a member by their worth, the most worth first."""
    articles = {value.amount: value.article for value in reversed(values())}
    held = [(value, count) for value, count in standing.held.items() if count]
    return [
        Holding(value, count, printable(articles.get(value, ""))) for value, count in sorted(held, reverse=True)
    ]


def _facts(member: Member) -> dict[str, object]:
    standing = standing_of(member.id)
    if not standing.shares:
        raise NotFound(gettext("Dit lid heeft geen aandelen."))
    return {
        "house": wijk.current(),
        "member": member,
        "name": printable(member.name),
        "day": format_date(clock.today(), "d MMMM y"),
        "standing": standing,
        "holdings": holdings(standing),
    }
