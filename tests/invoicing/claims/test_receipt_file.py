"""Of the photo of a receipt only the picture is kept."""

import io

import pytest
from flask import Flask
from PIL import Image

from coop import files
from invoicing.claims import receipt_file
from invoicing.claims.receipt_file import NotAReceipt
from tests.pictures import bomb, photo


def test_place_and_telephone_are_taken_off_and_it_stands_upright(app: Flask) -> None:
    given = photo((60, 80))
    assert Image.open(io.BytesIO(given)).getexif().get_ifd(0x8825)
    stored = files.get(receipt_file.keep(given))
    assert stored is not None
    kept = Image.open(io.BytesIO(stored.content))
    assert (dict(kept.getexif()), kept.size, stored.name) == ({}, (80, 60), "bon.jpg")
    assert b"Telefoon" not in stored.content


def test_a_large_photo_is_made_smaller(app: Flask) -> None:
    stored = files.get(receipt_file.keep(photo((3000, 1500), place=False)))
    assert stored is not None
    assert Image.open(io.BytesIO(stored.content)).size == (2000, 1000)


def test_a_pdf_is_kept_as_it_is(app: Flask) -> None:
    stored = files.get(receipt_file.keep(b"%PDF-1.7 bon"))
    assert stored is not None
    assert (stored.content, stored.content_type) == (b"%PDF-1.7 bon", "application/pdf")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"bon",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        bomb(),
        photo()[:200],
        b"\xff\xd8\xff" + b"x" * 90,
    ],
    ids=["empty", "text", "svg", "bomb", "cut off", "broken"],
)
def test_what_is_no_receipt_is_refused(app: Flask, content: bytes) -> None:
    with pytest.raises(NotAReceipt):
        receipt_file.keep(content)


def test_what_is_too_large_is_refused(app: Flask) -> None:
    with pytest.raises(NotAReceipt):
        receipt_file.keep(b"%PDF-" + b"x" * receipt_file.LARGEST)
