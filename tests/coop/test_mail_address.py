"""E-mail addresses: what people have passes, what slipped from the keyboard does not."""

import pytest

from coop.mail_address import is_address, normal_address


@pytest.mark.parametrize("text", ["jan.de-vries+wijk@mail.example.org", "sørën@exämple.org", "o'brien@a-b.co"])
def test_an_address_is_recognised(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "jan", "jan@", "@b.nl", "jan@b", "jan@b.", "a b@c.nl", "a@b@c.nl", "a@b..nl", ".a@b.nl", "a@-b.nl"],
)
def test_what_is_none_is_refused(text: str) -> None:
    assert not is_address(text)
    assert not is_address("a" * 250 + "@b.nl")


def test_capitals_and_spaces_make_no_difference() -> None:
    assert normal_address(" Jan@B.NL ") == "jan@b.nl"
