"""The confirmation of a preview."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField, StringField

from coop.forms import DayField, Form, required


class PreviewFilter(Form):
    """Up to and including which day, of whom, and perhaps only where there is a doubt."""

    class Meta:
        """It only asks, so it needs no protection."""

        csrf = False

    until: Any = DayField(lazy_gettext("Werk tot en met"), validators=[required()])
    search = StringField(lazy_gettext("Klant of kenmerk"))
    doubts = BooleanField(lazy_gettext("Alleen met twijfel"))

    @property
    def narrows(self) -> bool:
        """Whether it may leave bills out."""
        return bool((self.search.data or "").strip() or self.doubts.data)


class ConfirmForm(Form):
    """The one confirmation: the day, and whether the invoices are mailed; the chosen bills come beside it."""

    until: Any = DayField(validators=[required()], widget=HiddenField.widget)
    mails = BooleanField(lazy_gettext("Stuur elke factuur per e-mail zodra de PDF klaar is"), default=True)
