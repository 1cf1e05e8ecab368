"""A field of this floor: a list of boxes to tick."""

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget


class CheckboxListField(SelectMultipleField):  # type: ignore[misc]
    """Some of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
