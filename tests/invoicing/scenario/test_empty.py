"""In a wijk where nothing happened yet, the revenue model and what if say so."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from coop.permission import Role
from tests.invoicing.cast import wijk


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/verdienmodel", "In deze tijd is voor geen enkele dienst iets geboekt."),
        ("/verdienmodel?jaar=12", "Er zijn nog geen opbrengsten."),
        ("/wat-als", "Er is in de laatste twaalf maanden nog niets geboekt."),
        ("/wat-als/scenarios", "Er is nog geen scenario bewaard."),
        ("/wat-als/vergelijk", "Er is nog geen scenario bewaard."),
    ],
)
def test_an_empty_house_says_so(sign_in: Callable[..., FlaskClient], page: str, said: str) -> None:
    wijk()
    answer = sign_in(Role.TREASURER).get(page)
    assert answer.status_code == 200
    assert said in answer.text
