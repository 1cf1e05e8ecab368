"""The confirmation of a preview."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField

from coop.forms import DayField, Form, required


class UntilForm(Form):
    """Up to and including which day."""

    class Meta:
        """It only asks, so it needs no protection."""

        csrf = False

    until: Any = DayField(lazy_gettext("Werk tot en met"), validators=[required()])


class ConfirmForm(Form):
    """The one confirmation: the day, and whether the invoices are mailed; the chosen bills come beside it."""

    until: Any = DayField(validators=[required()], widget=HiddenField.widget)
    mails = BooleanField(lazy_gettext("Stuur elke factuur per e-mail zodra de PDF klaar is"), default=True)
