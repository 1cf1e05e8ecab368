"""The forms of the small businesses' scheme."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import IntegerField
from wtforms.validators import NumberRange

from coop.forms import DayField, Form, MoneyField, required


class BeginForm(Form):
    """Taking part."""

    notified_on: Any = DayField(lazy_gettext("Gemeld bij de Belastingdienst op"), validators=[required()])
    begin: Any = DayField(lazy_gettext("Eerste dag zonder btw"), validators=[required()])


class LeaveForm(Form):
    """Leaving of our own will."""

    notified_on: Any = DayField(lazy_gettext("Opgezegd bij de Belastingdienst op"), validators=[required()])
    end: Any = DayField(lazy_gettext("Eerste dag weer met btw"), validators=[required()])


class ElsewhereForm(Form):
    """Turnover that was not invoiced here."""

    year = IntegerField(
        lazy_gettext("Jaar"), [required(), NumberRange(2000, 2999, message=lazy_gettext("Vul een jaar in."))]
    )
    amount: Any = MoneyField(lazy_gettext("Omzet zonder btw"), validators=[required()])
