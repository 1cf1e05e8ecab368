"""Choosing a day by touching it: the first that can be, the first after the days of reflection, or another."""

from datetime import date, timedelta

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional, ValidationError

from coop.filters import weekday
from coop.forms import DayField, Form
from orders import reflection
from orders.service import Service
from orders.workday import earliest, workdays

ANOTHER = "other"
ASKED = "!"
"""Behind a day that lies within the days of reflection: who touches it asks us expressly to come then (BW 6:230t).

None is chosen beforehand, for a tick that is there already asks nothing (BW 6:230j, CRD art. 22).
"""

SOON = 3
DAY = timedelta(days=1)


class DayChoiceForm(Form):
    """On which day we come first."""

    day = RadioField(lazy_gettext("Welke dag?"), validate_choice=False)
    other_day = DayField(lazy_gettext("Welke andere dag?"), [Optional()])
    early_start = BooleanField(lazy_gettext("Kom ook als dat binnen 14 dagen is"))

    def offer_days(self, service: Service, today: date) -> None:
        """Put the days to touch in place; each says whether it lies within the days of reflection."""
        last = reflection.ends_after(today)
        self.hints: dict[str, str] = {}
        choices = []
        for day in _days(today, last):
            early = service.includes_vat and day <= last
            value = day.isoformat() + (ASKED if early else "")
            choices.append(SelectChoice(value, weekday(day)))
            if service.includes_vat:
                said = gettext("Ja, kom al in mijn bedenktijd") if early else gettext("Na je bedenktijd")
                self.hints[value] = said
        self.day.choices = [*choices, SelectChoice(ANOTHER, gettext("Een andere dag"))]

    def validate_day(self, field: RadioField) -> None:
        """A day was touched, or another was filled in."""
        if not field.data:
            raise ValidationError(gettext("Kies een dag."))
        if field.data != ANOTHER and self.first_day is None:
            raise ValidationError(gettext("Dit is geen datum. Schrijf bijvoorbeeld 3-2-2026."))

    def validate(self, extra_validators: object = None) -> bool:
        """Who wants another day says which."""
        valid: bool = super().validate(extra_validators)
        if self.day.data == ANOTHER and self.other_day.data is None and not self.other_day.errors:
            self.other_day.errors = [*self.other_day.errors, gettext("Vul de dag in waarop we kunnen komen.")]
            return False
        return valid

    @property
    def first_day(self) -> date | None:
        """The day that was chosen, if it is one."""
        if self.day.data == ANOTHER:
            other: date | None = self.other_day.data
            return other
        try:
            return date.fromisoformat((self.day.data or "").rstrip(ASKED))
        except ValueError:
            return None

    @property
    def asks_early(self) -> bool:
        """Whether the customer asked us to come within the days of reflection, if that is when it is."""
        return bool(self.early_start.data) or (self.day.data or "").endswith(ASKED)


def _days(today: date, last: date) -> list[date]:
    # Saturdays are left to who asks for one.
    weekdays = (day for day in workdays(earliest(today)) if day.weekday() < 5)
    soon = [next(weekdays) for _ in range(SOON)]
    after = next(day for day in workdays(last + DAY) if day.weekday() < 5)
    return [*soon, after] if after not in soon else soon
