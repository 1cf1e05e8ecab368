"""Forms of matching."""

from typing import Any

import wtforms
from flask_babel import lazy_gettext
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice

from coop.forms import Form, Length, MoneyField, required

ROWS = 4


class PlaceForm(wtforms.Form):  # type: ignore[misc]
    """Where a part of a line goes."""

    place = StringField(lazy_gettext("Waarvoor"), [Length(max=80)], render_kw={"list": "places"})
    amount: Any = MoneyField(lazy_gettext("Bedrag"))


class ByHandForm(Form):
    """What a line is for, in parts that together are the line."""

    places = FieldList(FormField(PlaceForm), min_entries=ROWS, max_entries=ROWS)
    cost_object = SelectField(lazy_gettext("Dienst of project"), coerce=int)
    remember = BooleanField(lazy_gettext("Boek dit voortaan vanzelf zo"))
    words = StringField(lazy_gettext("Alleen als deze woorden erin staan"), [Length(max=80)])

    def __init__(self, objects: Any, **kwargs: Any) -> None:
        """Take the services and projects as (id, name) pairs."""
        super().__init__(**kwargs)
        self.cost_object.choices = [
            SelectChoice(0, lazy_gettext("geen")),
            *(SelectChoice(key, name) for key, name in objects),
        ]

    @property
    def told(self) -> list[tuple[str, Any]]:
        """The rows that were filled in."""
        return [(row["place"], row["amount"]) for row in self.places.data if (row["place"] or "").strip()]


class ProposalForm(Form):
    """A proposal that was shown, by its mark."""

    proposal = HiddenField(validators=[required()])
