"""A logo is kept as a picture on white, and nothing else of the file is."""

import io

import pytest
from flask import Flask
from PIL import Image, PngImagePlugin

from coop import files, logo
from coop.logo import NotALogo


def a_png(size: tuple[int, int] = (600, 200), **saved: object) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGBA", size, (200, 0, 0, 0)).save(drawn, "PNG", **saved)
    return drawn.getvalue()


def kept(content: bytes) -> Image.Image:
    stored = files.get(logo.keep(content))
    assert stored is not None
    return Image.open(io.BytesIO(stored.content))


def test_what_is_transparent_is_white_on_paper(app: Flask) -> None:
    picture = kept(a_png())
    assert (picture.mode, picture.size, picture.getpixel((0, 0))) == ("RGB", (600, 200), (255, 255, 255))


def test_nothing_but_the_picture_is_kept(app: Flask) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Fatima Haddad")
    assert kept(a_png(pnginfo=notes)).info == {}


def test_a_large_one_is_made_as_fine_as_paper_needs(app: Flask) -> None:
    assert kept(a_png((2000, 1000))).size == (520, 260)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        a_png()[:60],
        b"\x89PNG\r\n\x1a\n" + b"0" * 100,
        b"0" * (logo.LARGEST + 1),
        a_png((2500, 2500)),
    ],
    ids=["empty", "svg", "cut off", "not a png", "too heavy", "too many pixels"],
)
def test_anything_else_is_refused_in_a_sentence(app: Flask, content: bytes) -> None:
    with pytest.raises(NotALogo) as refusal:
        logo.keep(content)
    assert refusal.value.field == "logo"
