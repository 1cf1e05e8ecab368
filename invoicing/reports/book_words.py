"""The budget book in words: what it is, what it comes to, why a line is what it is, and what it starts from."""

from collections.abc import Iterator

from flask_babel import format_date, gettext, ngettext

from coop.filters import written
from coop.money import Money, half_up
from invoicing.budget.driver import Season
from invoicing.budget.plan import COSTS_ON, Plan
from invoicing.exploitatie.words import TELLING
from invoicing.reports.book import Book, BookLine
from invoicing.whole_euros import in_euros
from members.engagement import KIND_NAMES, EngagementKind

LARGE = 5
"""From so many per cent of its side on a line is explained."""
NOTHING = Money.zero()


def state(book: Book) -> str:
    """Whether the members adopted it, and when."""
    version = book.version
    if version.adopted_on is None:
        return str(gettext("Concept: de leden hebben deze versie nog niet vastgesteld."))
    day = format_date(version.adopted_on, "d MMMM y")
    return str(gettext("Vastgesteld door de ledenvergadering van %(day)s.", day=day))


def summary(book: Book) -> list[str]:
    """What comes in, what goes out and what is left, beside last year and the version before."""
    income, costs, result = book.total("C"), book.total("D"), book.result
    facts = {
        "income": in_euros(income),
        "costs": in_euros(costs),
        "left": in_euros(abs(result)),
        "year": book.year,
    }
    if result < NOTHING:
        told = gettext("In %(year)s komt %(income)s in en gaat %(costs)s uit. We komen %(left)s tekort.", **facts)
    elif result:
        told = gettext("In %(year)s komt %(income)s in en gaat %(costs)s uit. We houden %(left)s over.", **facts)
    else:
        told = gettext("In %(year)s komt %(income)s in en gaat evenveel uit.", **facts)
    found = [told]
    if book.last_year("C") or book.last_year("D"):
        found.append(_beside_last_year(book))
    if book.before is not None:
        found.append(_beside_before(book))
    return found


def explanations(book: Book) -> list[tuple[BookLine, str]]:
    """The larger lines, each with where its amount comes from."""
    plans = {service.key: service.plan for service in book.services}
    found = []
    for side in "CD":
        least = book.total(side).times(LARGE, 100)
        for line in book.budgeted(side):
            if line.row.total >= least:
                found.append((line, _explanation(line, plans.get(line.row.cost_object_id), book)))
    return found


def assumptions(book: Book) -> list[str]:
    """What the figures start from."""
    planned = [service.plan for service in book.services if service.plan is not None]
    found = [gettext("Alle bedragen zijn in euro en zonder btw.")]
    if planned:
        found.append(
            ngettext(
                "Voor %(num)d dienst is gerekend met het aantal klussen, de prijs en de uren per klus.",
                "Voor %(num)d diensten is gerekend met het aantal klussen, de prijs en de uren per klus.",
                len(planned),
            )
        )
    found += [*_rates(planned), *_seasons(planned)]
    if any(service.visits and service.plan is None for service in book.services):
        found.append(gettext("Waar geen prijs is gepland, staat de gemiddelde prijs van een klus."))
    found.append(gettext("Wat bij geen dienst of project hoort, heet “Niet verdeeld”."))
    if book.last_year_runs:
        day = format_date(book.day, "d MMMM y")
        found.append(
            gettext("Het jaar %(year)s loopt nog. Geboekt is tot en met %(day)s.", year=book.year - 1, day=day)
        )
    if book.ahead:
        day = format_date(book.day, "d MMMM y")
        found.append(gettext("Het saldo per maand is de verwachting van %(day)s.", day=day))
    return found


def _beside_last_year(book: Book) -> str:
    more = {side: book.total(side) - book.last_year(side) for side in "CD"}
    facts = {"income": _more(more["C"]), "costs": _more(more["D"]), "year": book.year - 1}
    return str(gettext("Naast wat in %(year)s is geboekt: opbrengsten %(income)s, kosten %(costs)s.", **facts))


def _beside_before(book: Book) -> str:
    more = {side: book.total(side) - book.was(side) for side in "CD"}
    facts = {"income": _more(more["C"]), "costs": _more(more["D"]), "number": book.version.number - 1}
    return str(gettext("Naast versie %(number)s: opbrengsten %(income)s, kosten %(costs)s.", **facts))


def _more(amount: Money) -> str:
    if not amount:
        return str(gettext("gelijk"))
    euros = in_euros(abs(amount))
    return str(
        gettext("%(amount)s meer", amount=euros)
        if amount > NOTHING
        else gettext("%(amount)s minder", amount=euros)
    )


def _explanation(line: BookLine, plan: Plan | None, book: Book) -> str:
    planned = _from_plan(line, plan) if plan is not None else ""
    return " ".join(part for part in (planned, _from_last_year(line, book.year - 1)) if part)


def _from_plan(line: BookLine, plan: Plan) -> str:
    """The sum behind a line that still is what its plan makes of it."""
    made = plan.lines().get(line.row.number)
    if made is None:
        return ""
    if tuple(made) != line.row.months:
        return str(gettext("Daarna met de hand aangepast."))
    if line.row.number == plan.account:
        jobs = ngettext("%(num)d klus", "%(num)d klussen", plan.count)
        return str(gettext("%(jobs)s keer %(price)s.", jobs=jobs, price=written(plan.price)))
    parts = [
        gettext(
            "%(hours)s uur %(kind)s keer %(rate)s",
            hours=half_up(plan.count * work.minutes, 60),
            kind=KIND_NAMES[EngagementKind(work.engagement)],
            rate=written(work.rate),
        )
        for work in plan.works
        if COSTS_ON[work.engagement] == line.row.number
    ]
    return f"{', '.join(parts)}."


def _from_last_year(line: BookLine, year: int) -> str:
    if not line.last_year:
        return str(gettext("In %(year)s stond hier niets.", year=year))
    more = line.more_than_last_year
    if not more:
        return str(gettext("Evenveel als in %(year)s.", year=year))
    share = half_up(abs(more.cents) * 100, abs(line.last_year.cents))
    if not 0 < share <= TELLING:
        return str(gettext("%(more)s dan in %(year)s.", more=_more(more), year=year))
    return str(gettext("%(more)s dan in %(year)s (%(share)s %%).", more=_more(more), year=year, share=share))


def _rates(plans: list[Plan]) -> Iterator[str]:
    for kind in EngagementKind:
        rates = sorted({work.rate for plan in plans for work in plan.works if work.engagement == kind})
        if rates:
            told = ", ".join(written(rate) for rate in rates)
            yield gettext("Een uur %(kind)s kost %(rates)s.", kind=KIND_NAMES[kind], rates=told)


def _seasons(plans: list[Plan]) -> Iterator[str]:
    words = {
        Season.EVEN: gettext("gelijk over de maanden"),
        Season.HISTORY: gettext("zoals in de jaren ervoor"),
        Season.SERVICE: gettext("in de maanden dat we de dienst doen"),
        Season.BY_HAND: gettext("zoals met de hand ingevuld"),
    }
    found = [words[season] for season in Season if any(plan.season == season for plan in plans)]
    if found:
        yield gettext("De klussen liggen over het jaar: %(how)s.", how=", ".join(found))
