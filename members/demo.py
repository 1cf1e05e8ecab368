"""The people of the demo wijk: made up, the same for the same seed, made through the verbs of the house."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.demo import scaled
from coop.money import Money
from coop.period import next_month
from coop.permission import Role
from members import contribution, engagement, login, member, share_booking
from members.demo_names import FAMILY_NAMES, GIVEN_NAMES, STREETS
from members.engagement import EngagementKind
from members.login import Login, make_login
from members.member import Member, on_register
from members.party import Organisation, Person
from members.share_value import set_value
from members.talent import Talent, all_talents

DEMO_PASSWORD = "welkom in beijum"  # noqa: S105 - shown to whoever asks; only a demo wijk has it
FIRST_DAY = date(2025, 1, 6)
MEMBERS = 60
SHARE = Money(2_500)
RESIDENTS = 400

_K = EngagementKind
# How many of the sixty take part in which way.
_KINDS = [_K.VOLUNTEER] * 24 + [_K.PARTICIPATION] * 15 + [_K.EMPLOYEE] * 9 + [_K.APPRENTICE] * 6 + [_K.STARTER] * 6
_STAFF = (
    (Role.MEMBER, "Selam Tewelde", "lid@example.org"),
    (Role.COORDINATOR, "Marga Oosterhuis", "coordinator@example.org"),
    (Role.TREASURER, "Johan Medema", "penningmeester@example.org"),
    (Role.BOARD, "Aisha Ramdin", "bestuur@example.org"),
    (Role.ADMIN, "Niels Boersma", "beheer@example.org"),
)
_SUPPLIERS = (
    ("Groencentrum Noorderhof", "Noorderhof"),
    ("Gereedschap en Zo", "Werktuigweg"),
    ("Schoon Groothandel Groningen", "Dweilstraat"),
    ("Drukkerij De Wijkkrant", "Persplein"),
    ("Fietsbakken Noord", "Spaakhof"),
    ("Verzekeringen Oost", "Polislaan"),
)


def settle(random: Random) -> None:
    """Make the people: residents, municipality, suppliers, members of every engagement, one login a role."""
    _organisations()
    _people(random, scaled(RESIDENTS))
    _members(random, _people(random, scaled(MEMBERS) - len(_STAFF)))
    set_value(FIRST_DAY, SHARE, "artikel 7")


def live(random: Random, month: date, until: date) -> None:
    """Let the contribution fall due, now and then somebody leave, and of late some apply."""
    rate = Money(1200 if month.year == FIRST_DAY.year else 1500)
    contribution.set_rate(month.year, rate)
    contribution.make_dues(month.year, until)
    _take_shares(random, month, until)
    if month.month == 12:
        _somebody_leaves(random, month)
    if until < next_month(month):  # the month that is still going on
        for person in _people(random, 3):
            member.apply(person, on=max(month, until - timedelta(days=5)), wish="Ik help graag in de tuinen.")


def summary() -> dict[str, object]:
    """How many people there are."""
    count = db.session.scalar
    return {
        "leden": count(select(func.count()).where(on_register(clock.today()))),
        "bewoners": count(select(func.count()).where(Person.id.not_in(select(Member.person_id)))),
    }


def residents() -> list[Person]:
    """The people of the demo who are no member, in the order they came."""
    return list(
        db.session.scalars(select(Person).where(Person.id.not_in(select(Member.person_id))).order_by(Person.id))
    )


def municipality() -> Organisation:
    """The municipality, a client with an authorities' number."""
    return db.session.scalars(select(Organisation).where(Organisation.oin != "")).one()


def suppliers() -> list[Organisation]:
    """Where the wijk buys."""
    return list(
        db.session.scalars(
            select(Organisation).where(Organisation.oin == "").order_by(Organisation.id).limit(len(_SUPPLIERS))
        )
    )


def demo_logins() -> list[tuple[Role, Login]]:
    """The made-up people one can sign in as, one a role."""
    found = ((role, login.by_email(email)) for role, _, email in _STAFF)
    return [(role, login) for role, login in found if login is not None]


def _organisations() -> None:
    gemeente = Organisation(
        name="Gemeente Groningen (demo)",
        contact_name="Afdeling Stadsbeheer",
        oin="00000001001234567000",
        email="gemeente@example.org",
        phone="+31600007000",
        street="Voorbeeldplein",
        house_number="1",
        postcode="9712 ZZ",
        city="Groningen",
    )
    shops = [
        Organisation(
            name=name,
            email=f"leverancier{number}@example.org",
            phone=f"+316000071{number:02d}",
            street=street,
            house_number=str(number * 3),
            postcode=f"973{number} ZZ",
            city="Groningen",
        )
        for number, (name, street) in enumerate(_SUPPLIERS, 1)
    ]
    db.session.add_all([gemeente, *shops])
    db.session.flush()


def _somebody_leaves(random: Random, month: date) -> None:
    # Not one of the staff, who are the first members.
    who = random.choice(
        db.session.scalars(
            select(Member).where(on_register(month), Member.number > len(_STAFF)).order_by(Member.number)
        ).all()
    )
    for engaged in engagement.engagements_on(who.id, month):
        engaged.finish(next_month(month))
    who.resign(next_month(month), "Verhuisd.")


def _take_shares(random: Random, month: date, until: date) -> None:
    """Who joined this month takes one share or some, and most pay them at once."""
    joined = select(Member).where(Member.admitted_on >= month, Member.admitted_on < until).order_by(Member.number)
    with clock.at(until - timedelta(days=1)):
        for one in db.session.scalars(joined).all():
            issued = share_booking.issue(one, random.choice((1, 1, 1, 2, 4)), one.admitted_on or month)
            if random.random() < 0.95:
                share_booking.receive(one, issued.amount, issued.day)


def _people(random: Random, count: int) -> list[Person]:
    before = db.session.scalar(select(Person.id).order_by(Person.id.desc()).limit(1)) or 0
    people = []
    for number in range(before, before + count):
        given, family = random.choice(GIVEN_NAMES), random.choice(FAMILY_NAMES)
        people.append(
            Person(
                given_name=given,
                family_name=family,
                email=_email(given, family, number) if random.random() < 0.8 else "",
                phone=f"+3160000{number:04d}" if number % 10 else "",
                city_pass=random.random() < 0.22,
                language=random.choice(("nl",) * 7 + ("ar", "ti", "en")),
                **_home(random),
            )
        )
    db.session.add_all(people)
    db.session.flush()
    return people


def _members(random: Random, people: list[Person]) -> None:
    talents = all_talents()
    staff = [
        Person(name=name, email=email, phone=f"+3160000009{place}", **_home(random))
        for place, (_, name, email) in enumerate(_STAFF)
    ]
    db.session.add_all(staff)
    # The staff works from the first day on; the others come in over the first half year.
    kinds = [_K.PARTICIPATION, _K.EMPLOYEE, _K.VOLUNTEER, _K.VOLUNTEER, _K.VOLUNTEER]
    rest = list(_KINDS)
    for kind in kinds:
        rest.remove(kind)
    rest = (rest + _KINDS * (len(people) // len(_KINDS)))[: len(people)]
    random.shuffle(rest)
    days = [FIRST_DAY] * len(staff) + sorted(FIRST_DAY + timedelta(days=random.randrange(170)) for _ in people)
    members = []
    for person, kind, day in zip([*staff, *people], kinds + rest, days, strict=True):
        with clock.at(day):
            members.append(_member(random, person, kind, day, talents))
    logins = [
        make_login(joined.person, role, Role.MEMBER) for (role, _, _), joined in zip(_STAFF, members, strict=False)
    ]
    logins[0].set_password(DEMO_PASSWORD)
    for other in logins[1:]:  # one password on purpose, so one hash does; each takes a quarter of a second to make
        other.password_hash = logins[0].password_hash


def _member(random: Random, person: Person, kind: EngagementKind, day: date, talents: list[Talent]) -> Member:
    joined = member.apply(
        person,
        on=day - timedelta(days=random.randrange(3, 21)),
        talents=random.sample(talents, random.randint(1, 4)),
    )
    joined.admit(day)
    if kind is EngagementKind.PARTICIPATION and random.random() < 0.3 and day > FIRST_DAY:
        # What the wijkbedrijf is for: from participation to a job.
        hired = day + timedelta(days=random.randrange(200, 330))
        engagement.engage(joined, kind, day, hired)
        engagement.engage(joined, EngagementKind.EMPLOYEE, hired)
    else:
        engagement.engage(joined, kind, day)
    return joined


def _home(random: Random) -> dict[str, str]:
    street = random.choice(STREETS)
    letters = "".join(random.choice("ABCDEGHJKLMNPRTVWXZ") for _ in range(2))
    return {
        "street": street,
        "house_number": str(random.randint(1, 180)),
        "postcode": f"{9736 + STREETS.index(street) % 2} {letters}",
        "city": "Groningen",
    }


def _email(given: str, family: str, number: int) -> str:
    return f"{given}.{family.replace(' ', '')}{number}@example.org".lower()
