"""The form with which the overhead key and the guidance are chosen."""

from flask_babel import lazy_gettext
from wtforms import IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice

from coop.forms import Form, Length, required
from invoicing.revenue_model.overhead import KEY_NAMES


class ChoiceForm(Form):
    """By what overhead is shared, how much guidance there is, and why."""

    key = RadioField(
        lazy_gettext("Hoe verdelen we de overhead?"),
        choices=[SelectChoice(value=key.value, label=name) for key, name in KEY_NAMES.items()],
        validators=[required()],
    )
    guidance_minutes = IntegerField(
        lazy_gettext("Minuten begeleiding bij elk uur meedoen of leren"), validators=[required()]
    )
    reason = StringField(lazy_gettext("Waarom zo?"), validators=[required(), Length(max=200)])
