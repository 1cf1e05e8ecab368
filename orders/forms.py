"""The forms of this floor: they read what was typed, the verbs decide."""

from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    FileField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf, DataRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from coop.filters import minutes
from coop.forms import DayField, Form, MinutesField, required
from orders.job import Job
from orders.recurrence import Frequency

FREQUENCY_NAMES = {
    Frequency.ONCE: lazy_gettext("één keer"),
    Frequency.WEEKLY: lazy_gettext("elke week"),
    Frequency.FORTNIGHTLY: lazy_gettext("om de week"),
    Frequency.MONTHLY: lazy_gettext("elke maand"),
    Frequency.SEASON: lazy_gettext("om de week in het seizoen"),
}

LONGER = [
    SelectChoice(-30, lazy_gettext("30 min korter")),
    SelectChoice(-15, lazy_gettext("15 min korter")),
    SelectChoice(0, lazy_gettext("zoals gepland")),
    SelectChoice(15, lazy_gettext("15 min langer")),
    SelectChoice(30, lazy_gettext("30 min langer")),
    SelectChoice(60, lazy_gettext("1 uur langer")),
]
PAUSES = [
    SelectChoice(0, lazy_gettext("geen")),
    *(SelectChoice(length, lazy_gettext("%(minutes)s min", minutes=length)) for length in (15, 30, 45, 60)),
]
LAST_KEY = 2**31 - 1


class CheckboxListField(SelectMultipleField):  # type: ignore[misc]
    """Several of a list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ChangeForm(Form):
    """Another day or other remarks for an order that was not decided yet."""

    day = DayField(lazy_gettext("Vanaf welke dag?"), [required()])
    remarks = TextAreaField(lazy_gettext("Wil je nog iets vertellen?"), [Length(max=1000)])


class DeclineForm(Form):
    """Why we do not do it."""

    reason = StringField(lazy_gettext("Waarom niet? De klant leest deze zin."), [required(), Length(max=300)])


class StaffForm(Form):
    """Who is put on a job; whether they can be is for the verb to say."""

    member = CheckboxListField(
        lazy_gettext("Wie gaat er?"),
        [DataRequired(lazy_gettext("Kies minstens één lid."))],
        coerce=int,
        choices=[],
        validate_choice=False,
    )
    because = StringField(lazy_gettext("Waarom moet het toch?"), [Length(max=200)])


class BecauseForm(Form):
    """Why a limit is passed."""

    because = StringField(lazy_gettext("Waarom moet het toch?"), [required(), Length(max=200)])


class MoveForm(Form):
    """Another day or time for a job."""

    day = DayField(lazy_gettext("Dag"), [required()])
    begins = TimeField(lazy_gettext("Begint om"), [required()])
    because = StringField(lazy_gettext("Waarom moet het toch?"), [Length(max=200)])


class HoursForm(Form):
    """What was really worked: so much shorter or longer than planned, or from when until when."""

    longer = RadioField(lazy_gettext("Hoe lang?"), coerce=int, choices=LONGER, default=0)
    pause = RadioField(lazy_gettext("Pauze"), coerce=int, choices=PAUSES, default=0)
    begins = TimeField(lazy_gettext("Begonnen om"), [Optional()])
    ends = TimeField(lazy_gettext("Klaar om"), [Optional()])
    note = StringField(lazy_gettext("Nog iets te melden?"), [Length(max=300)])

    def times(self, planned: Job) -> tuple[time, time]:
        """From when until when: an end that was filled in counts, else the length does."""
        begins = self.begins.data or planned.begins
        length = timedelta(minutes=planned.minutes + self.longer.data)
        return begins, self.ends.data or (datetime.combine(planned.day, begins) + length).time()


class UnplannedForm(Form):
    """Other work than was planned: what, when and how long."""

    service_id = RadioField(lazy_gettext("Wat heb je gedaan?"), coerce=int)
    day = DayField(lazy_gettext("Welke dag?"), [required()])
    begins = TimeField(lazy_gettext("Begonnen om"), [required()])
    minutes = RadioField(
        lazy_gettext("Hoe lang?"),
        coerce=int,
        choices=[SelectChoice(length, minutes(length)) for length in (30, 60, 90, 120, 180, 240)],
        default=60,
    )


class PhoneForm(Form):
    """Hours as a phone sends them, with the id that they got there."""

    uid = StringField(validators=[required(), Regexp(r"^[0-9a-f-]{36}$")])
    tells = StringField(validators=[AnyOf(("planned", "changed", "other"))])
    job_id = IntegerField(validators=[Optional(), NumberRange(1, LAST_KEY)])
    service_id = IntegerField(validators=[Optional(), NumberRange(1, LAST_KEY)])
    day = DayField(lazy_gettext("Welke dag?"), [required()])
    begins = TimeField(lazy_gettext("Begonnen om"), [required()])
    ends = TimeField(lazy_gettext("Klaar om"), [required()])
    pause = MinutesField(lazy_gettext("Pauze"), [Optional()])
    note = StringField(lazy_gettext("Nog iets te melden?"), [Length(max=300)])

    def told(self) -> dict[str, Any]:
        """What was told, as hours that arrive take it."""
        return {
            "day": self.day.data,
            "begins": self.begins.data,
            "ends": self.ends.data,
            "pause": self.pause.data or 0,
            "note": self.note.data or "",
            "job_id": self.job_id.data,
            "service_id": self.service_id.data,
            "as_planned": self.tells.data == "planned",
        }


class WorkPhotoForm(Form):
    """A photo of the work."""

    photo = FileField(lazy_gettext("Foto"))
    moment = RadioField(
        lazy_gettext("Wanneer?"),
        choices=[SelectChoice("before", lazy_gettext("vooraf")), SelectChoice("after", lazy_gettext("achteraf"))],
        default="before",
    )
    for_customer = BooleanField(lazy_gettext("Alleen het werk staat erop. De klant mag de foto zien."))


class QueryForm(Form):
    """What the coordinator wants to know about hours."""

    question = StringField(lazy_gettext("Wat wil je weten?"), [required(), Length(max=300)])
