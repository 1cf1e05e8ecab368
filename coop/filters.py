"""How facts look on a page: amounts, days and minutes, formatted in this one place, as the language has it.

Everybody gets the digits 0 to 9, also in Arabic: they are on every bank pass and bill here. The clock has 24 hours
and the week begins on Monday, as they do in the neighbourhood.
"""

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

import phonenumbers
from babel.dates import format_date, get_day_names
from babel.numbers import format_currency, get_decimal_symbol
from flask import Flask
from flask_babel import get_locale, gettext
from markupsafe import Markup

from coop import clock
from coop.languages import spoken, told
from coop.money import Money

_DAYS = {
    "ar": "EEE، d MMM y",
    "pl": "EEE, d MMM y",
    "ti": "EEE፣ d MMM y",
    "tr": "d MMM y EEE",
    "uk": "EEE, d MMM y",
}
_WEEKDAYS = {
    "ar": "EEEE، d MMMM",
    "pl": "EEEE, d MMMM",
    "ti": "EEEE፣ d MMMM",
    "tr": "d MMMM EEEE",
    "uk": "EEEE, d MMMM",
}
"""In which order a language tells a day; as in Dutch where nothing is said here."""


def money(amount: Money | int | None) -> str:
    """An amount as € 1.234,50, or as the language writes it; nothing at all for None."""
    if amount is None:
        return ""
    # A no-break space, so that the sign and the number stay together.
    return written(amount).replace(" ", "\u00a0")


def written(amount: Money | int) -> str:
    """The same in a plain text, such as a mail."""
    language, known = spoken(), amount if isinstance(amount, Money) else Money(amount)
    if language == "nl":
        return str(known)
    # Ukrainian has no sign for the euro in CLDR 47 and writes EUR.
    said = format_currency(Decimal(known.cents) / 100, "EUR", locale=language).replace("EUR", "€")
    return str(said).replace("\u00a0", " ")


def euros(amount: Money | None) -> str:
    """An amount in whole euros as 1.234, without a sign, as a form of the tax office has it."""
    return "" if amount is None else amount.decimal().removesuffix(",00").replace("-", "−")


def day(value: date | datetime | None) -> str:
    """A day as di 3 mrt 2026."""
    if value is None:
        return ""
    shown = clock.local(value).date() if isinstance(value, datetime) else value
    language = spoken()
    return _formatted(shown, _DAYS.get(language, "EEE d MMM y"), language)


def moment(value: datetime | None) -> str:
    """A moment on the neighbourhood's clock: di 3 mrt 2026, 14:05."""
    return "" if value is None else f"{day(value)}, {clock.local(value):%H:%M}"


def weekday(value: date) -> str:
    """The day by its name: dinsdag 3 maart."""
    language = spoken()
    return _formatted(value, _WEEKDAYS.get(language, "EEEE d MMMM"), language)


def weekday_name(number: int) -> str:
    """A day of every week by its name, maandag for 0."""
    return str(get_day_names("wide", locale=get_locale() or "nl")[number])


def month(value: date) -> str:
    """The month by its name: maart 2026."""
    return _formatted(value, "LLLL y", spoken())


def minutes(value: int | None) -> str:
    """Worked time as 1 u 30, or 45 min."""
    if value is None:
        return ""
    sign = "-" if value < 0 else ""
    hours, rest = divmod(abs(value), 60)
    if not hours:
        return gettext("%(minutes)s min", minutes=f"{sign}{rest}")
    return (
        gettext("%(hours)s u %(minutes)02d", hours=f"{sign}{hours}", minutes=rest)
        if rest
        else gettext("%(hours)s u", hours=f"{sign}{hours}")
    )


def clock_time(value: time | None) -> str:
    """A time of day as 9:30."""
    return "" if value is None else f"{value.hour}:{value.minute:02d}"


def phone(value: str | None) -> str:
    """A kept number as people here write it (050 555 0142), one from abroad with its country; never split."""
    try:
        number = phonenumbers.parse(value or "", "NL")
    except phonenumbers.NumberParseException:
        return value or ""
    shape = phonenumbers.PhoneNumberFormat
    written = phonenumbers.format_number(
        number, shape.NATIONAL if number.country_code == 31 else shape.INTERNATIONAL
    )
    return written.replace(" ", "\u00a0")


def percent(basis_points: int) -> str:
    """Hundredths of a per cent as 21 % or 9,5 %."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}\u00a0%" if not rest else f"{whole}{_mark()}{f'{rest:02d}'.rstrip('0')}\u00a0%"


def quantity(thousandths: int) -> str:
    """A number of thousandths as 1, 1,5 or 0,25."""
    whole, rest = divmod(abs(thousandths), 1000)
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{whole}" if not rest else f"{sign}{whole}{_mark()}{f'{rest:03d}'.rstrip('0')}"


def lower(text: object) -> str:
    """In small letters; in Turkish the capital of i is İ, and that of ı is I."""
    plain = str(text)
    return (plain.replace("İ", "i").replace("I", "ı") if spoken() == "tr" else plain).lower()


@lru_cache(maxsize=4096)
def _formatted(value: date, pattern: str, language: str) -> str:
    # Remembered: a list tells the same days again and again, and Babel reads the pattern anew for each.
    return str(format_date(value, pattern, language))


def _mark() -> str:
    # Between the whole and its parts.
    return str(get_decimal_symbol(spoken(), numbering_system="latn"))


def typed(text: str | None) -> Markup:
    """What somebody typed, in the direction of its own letters: an Arabic remark on a Dutch page, and back."""
    return Markup('<span dir="auto" class="typed">{}</span>').format(text) if text else Markup("")


def add_filters(app: Flask) -> None:
    """Make the filters known to the templates."""
    app.jinja_env.filters.update(
        money=money,
        euros=euros,
        date=day,
        datetime=moment,
        weekday=weekday,
        weekday_name=weekday_name,
        month=month,
        minutes=minutes,
        time=clock_time,
        phone=phone,
        percent=percent,
        quantity=quantity,
        told=told,
        typed=typed,
        lower=lower,
    )
