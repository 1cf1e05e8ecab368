"""Finding people, organisations and streets."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext
from sqlalchemy import and_, func, or_, select

from coop.database import db
from coop.filters import phone as shown_phone
from coop.permission import Permission
from coop.search import Asked, Finder, Hit
from members.member import Member, MemberState
from members.party import Party, matches


def people(asked: Asked, limit: int) -> Sequence[Hit]:
    """By name, address, e-mail, phone number in any notation, or as `lid 12`."""
    which = [and_(*(matches(word) for word in asked.words))]
    if asked.phone:
        which.append(Party.phone.contains(asked.phone, autoescape=True))
    number = _member_number(asked.words)
    if number is not None:
        which = [Member.number == number]
    query = (
        select(
            Party.id,
            Party.name,
            Party.street,
            Party.house_number,
            Party.city,
            Party.phone,
            func.max(Member.number),
        )
        .outerjoin(Member, and_(Member.person_id == Party.id, Member.state == MemberState.ADMITTED))
        .where(or_(*which))
        .group_by(Party.id)
        .order_by(Party.name, Party.id)
        .limit(limit)
    )
    return [
        Hit(
            name,
            _joined(
                f"{street} {house_number}",
                city,
                shown_phone(phone),
                gettext("lid %(number)s", number=member) if member else "",
            ),
            "parties.show",
            {"party_id": party_id},
        )
        for party_id, name, street, house_number, city, phone, member in db.session.execute(query)
    ]


def streets(asked: Asked, limit: int) -> Sequence[Hit]:
    """The streets where people live whom we know."""
    known = func.count(Party.id)
    query = (
        select(Party.street, Party.city, known)
        .where(Party.street != "", *(Party.street.icontains(word, autoescape=True) for word in asked.words))
        .group_by(Party.street, Party.city)
        .order_by(known.desc(), Party.street)
        .limit(limit)
    )
    return [
        Hit(
            street,
            _joined(city, ngettext("%(num)d adres", "%(num)d adressen", number)),
            "parties.index",
            {"search": street},
        )
        for street, city, number in db.session.execute(query)
    ]


def _all_people(asked: Asked) -> tuple[str, dict[str, Any]]:
    return "parties.index", {"search": asked.text}


def _member_number(words: Sequence[str]) -> int | None:
    if len(words) == 2 and words[0].casefold() in ("lid", "member") and words[1].isdecimal() and len(words[1]) < 8:
        return int(words[1])
    return None


def _joined(*parts: str) -> str:
    return " · ".join(part.strip() for part in parts if part.strip())


finders = [
    Finder(lazy_gettext("Mensen en organisaties"), Permission.PEOPLE_READ, people, 10, _all_people),
    Finder(lazy_gettext("Straten"), Permission.PEOPLE_READ, streets, 15),
]
