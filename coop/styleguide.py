"""A form with a field of every kind, for the page that shows builders what the screens are made of."""

from datetime import date

from wtforms import (
    BooleanField,
    FileField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from coop.forms import (
    DayField,
    Email,
    Form,
    MinutesField,
    MoneyField,
    Optional,
    PhoneField,
    PostcodeField,
    required,
)

_SIZES = [
    SelectChoice("small", "Kleine tuin"),
    SelectChoice("middle", "Gewone tuin"),
    SelectChoice("large", "Grote tuin"),
]


class EveryField(Form):
    """Every kind of field once; it is shown, never kept."""

    name = StringField("Naam", [required()])
    email = StringField("E-mail", [Optional(), Email("Dit is geen e-mailadres.")])
    phone = PhoneField("Telefoon", [Optional()])
    postcode = PostcodeField("Postcode", [required()])
    house_number = StringField("Huisnummer", [required()])
    day = DayField("Dag", [required()], default=date(2026, 3, 3))
    begins = TimeField("Begint om", [Optional()])
    minutes = MinutesField("Hoe lang", [Optional()])
    amount = MoneyField("Bedrag", [required()])
    people = IntegerField("Aantal mensen", [Optional()])
    service = SelectField("Dienst", choices=[SelectChoice("tuin", "Tuin"), SelectChoice("klus", "Klusje in huis")])
    size = RadioField("Hoe groot is je tuin?", [required()], choices=_SIZES)
    talents = SelectMultipleField(
        "Wat kan je goed?",
        [Optional()],
        choices=[
            SelectChoice("green", "Tuinieren"),
            SelectChoice("fix", "Repareren"),
            SelectChoice("cook", "Koken"),
        ],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    agree = BooleanField("Ik wil graag een herinnering", [Optional()])
    receipt = FileField("Bonnetje", [Optional()])
    remarks = TextAreaField("Opmerking", [Optional()])
