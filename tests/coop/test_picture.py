"""Of a photo that somebody sends only the picture is kept: upright, small, and without where it was taken."""

import io

import pytest
from flask import Flask
from PIL import Image

from coop import files, picture
from coop.database import db
from coop.errors import NotFound
from coop.picture import NotAPicture
from tests.pictures import bomb, photo

BOX = (100, 100)


def test_place_and_telephone_are_taken_off_and_it_stands_upright(app: Flask) -> None:
    given = photo((60, 80))
    assert Image.open(io.BytesIO(given)).getexif().get_ifd(0x8825)
    stored = picture.found(picture.keep(given, "tuin.jpg", BOX, "photos"))
    kept = Image.open(io.BytesIO(stored.content))
    assert (dict(kept.getexif()), kept.size, stored.name) == ({}, (80, 60), "tuin.jpg")
    assert b"Telefoon" not in stored.content


@pytest.mark.parametrize("size", [(3000, 1500), (200, 100), (101, 40)])
def test_a_photo_fits_in_its_box(app: Flask, size: tuple[int, int]) -> None:
    kept = Image.open(io.BytesIO(picture.painted(photo(size, place=False), BOX, "photos")))
    assert kept.size == (100, round(100 * size[1] / size[0]))


def test_a_large_photo_that_lies_on_its_side_stands_upright_in_its_box(app: Flask) -> None:
    kept = Image.open(io.BytesIO(picture.painted(photo((400, 200)), (100, 50), "photos")))
    assert kept.size == (25, 50)


def test_a_drawing_of_few_colours_keeps_them(app: Flask) -> None:
    sent = io.BytesIO()
    Image.new("RGB", (900, 300), (200, 20, 20)).quantize(4).save(sent, format="PNG")
    kept = Image.open(io.BytesIO(picture.painted(sent.getvalue(), BOX, "photos")))
    red, green, blue = kept.getpixel((50, 16))  # type: ignore[misc]
    assert (kept.size, red > 180, green < 40, blue < 40) == ((100, 33), True, True, True)


def test_a_png_that_is_see_through_is_laid_on_white(app: Flask) -> None:
    sent = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(sent, format="PNG")
    kept = Image.open(io.BytesIO(picture.painted(sent.getvalue(), BOX, "photos")))
    assert kept.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [b"", b"tuin", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", bomb(), photo()[:200]],
    ids=["empty", "text", "svg", "pdf", "bomb", "cut off"],
)
def test_what_is_no_photo_is_refused_in_a_sentence(app: Flask, content: bytes) -> None:
    with pytest.raises(NotAPicture) as refused:
        picture.keep(content, "tuin.jpg", BOX, "photos")
    assert (refused.value.field, refused.value.sentence[-1]) == ("photos", ".")


def test_what_is_too_large_is_refused(app: Flask) -> None:
    with pytest.raises(NotAPicture, match="10 MB"):
        picture.keep(b"\xff" * (picture.LARGEST + 1), "tuin.jpg", BOX, "photos")


def test_a_picture_that_is_gone_is_not_found(app: Flask) -> None:
    sha256 = picture.keep(photo(), "tuin.jpg", BOX, "photos")
    files.forget(sha256)
    db.session.commit()
    with pytest.raises(NotFound):
        picture.found(sha256)
    with pytest.raises(NotFound):
        picture.found(None)
