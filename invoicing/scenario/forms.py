"""The forms of scenarios: keeping one under a name, and renaming it."""

from flask_babel import lazy_gettext
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from coop.forms import Form, Length, required
from invoicing.scenario.scenario import LONGEST_NAME


class NameForm(Form):
    """The name of a scenario."""

    name = StringField(lazy_gettext("Naam"), validators=[required(), Length(max=LONGEST_NAME)])


class KeepForm(NameForm):
    """Keep what stands on the page: its words travel along."""

    year = SelectField(lazy_gettext("Voor het jaar"), coerce=int)
    said = HiddenField()

    def __init__(self, years: range, **facts: object) -> None:
        """Take the years there are to choose from."""
        super().__init__(**facts)
        self.year.choices = [SelectChoice(value=year, label=str(year)) for year in years]
