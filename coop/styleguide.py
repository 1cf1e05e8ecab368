"""What the page for builders shows: a form with a field of every kind, and the tokens as `house.css` has them."""

import re
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

from coop.config import ROOT
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

STATIC = ROOT / "coop" / "static"
LOOKS = ("light", "dark")

_NOTE = re.compile(r"/\*.*?\*/", re.S)
_TOKENS = re.compile(r":root\s*\{([^}]*)\}")
_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_MEANT_FOR = {"text": "font-size", "space": "inline-size", "shadow": "box-shadow", "round": "border-radius"}
"""The property that shows a token of this kind; any other is a colour."""

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


def tokens() -> list[tuple[str, str]]:
    """Name and value of each token, in the light; what only hands one on to Pico is left out."""
    return [(name, value) for name, value in _TOKEN.findall(_blocks()[0]) if not name.startswith("pico-")]


def icons() -> list[str]:
    """Every drawing there is."""
    return re.findall(r'<symbol id="([^"]+)"', (STATIC / "vendor" / "lucide.svg").read_text())


def sheet(look: str) -> str:
    """The stylesheet of the page: a sample of each token, and this look wherever the class `look` is.

    All tokens are said again there, for those that lean on another were worked out above it.
    """
    light, dark = _blocks()[:2]
    said = f".look {{ {light} {dark if look == 'dark' else ''} background: var(--paper); color: var(--ink); }}"
    samples = [f".sample-{name} {{ {_shown_by(name)}: var(--{name}); }}" for name, _value in tokens()]
    return "\n".join([said, *samples])


def _shown_by(token: str) -> str:
    return _MEANT_FOR.get(token.partition("-")[0], "background")


def _blocks() -> list[str]:
    return [str(found) for found in _TOKENS.findall(_NOTE.sub("", (STATIC / "house.css").read_text()))]
