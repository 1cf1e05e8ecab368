"""What others made is read without doing what it says."""

from pathlib import Path

import pytest
from flask import Flask

from coop.safe_xml import NotXml, root_of

BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>"""


def test_a_plain_file_is_read(app: Flask) -> None:
    assert root_of("<a><b>€</b></a>".encode()).findtext("b") == "€"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"geen xml",
        b"<a><b></a>",
        b"<a>\x00</a>",
        b"\xff\xfe<",
        '<?xml version="1.0"?><a>é</a>'.encode("latin-1"),
    ],
)
def test_what_is_broken_is_refused_in_a_sentence(app: Flask, content: bytes) -> None:
    with pytest.raises(NotXml, match="geen goede XML"):
        root_of(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused(app: Flask, encoding: str) -> None:
    with pytest.raises(NotXml, match="DOCTYPE"):
        root_of(BOMB.decode().encode(encoding))


def test_a_file_of_ours_is_not_read(app: Flask, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    outside = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(NotXml, match="DOCTYPE"):
            root_of(outside.encode(encoding))


def test_what_is_too_large_is_not_even_looked_at(app: Flask) -> None:
    with pytest.raises(NotXml, match="te groot"):
        root_of(b"<a/>" + b" " * 100, largest=50)
