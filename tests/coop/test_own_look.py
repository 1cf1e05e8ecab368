"""The own colour and logo of a wijk on its screens."""

import io

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from coop import files, logo
from coop.wijk import Wijk

OWN = "#7a145a"


def _png() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (30, 10), "red").save(drawn, "PNG")
    return drawn.getvalue()


def test_a_page_asks_for_no_other_colours_than_those_of_the_house(session: Session, client: FlaskClient) -> None:
    session.add(Wijk(name="Beijum"))
    session.commit()
    page = client.get("/").text
    assert "/kleuren/" not in page
    assert "/logo/" not in page


def test_a_page_shows_the_colour_and_the_logo_that_were_chosen(session: Session, client: FlaskClient) -> None:
    session.add(Wijk(name="Beijum", colour=OWN, logo_sha=logo.keep(_png())))
    session.commit()
    page = client.get("/").text
    css = page.split('href="/kleuren/')[1].split('"')[0]
    told = client.get(f"/kleuren/{css}")
    assert (told.mimetype, "immutable" in told.headers["Cache-Control"]) == ("text/css", True)
    assert f"--leaf: {OWN};" in told.text
    picture = client.get("/logo/" + page.split('src="/logo/')[1].split('"')[0])
    assert (picture.mimetype, Image.open(io.BytesIO(picture.data)).size) == ("image/png", (30, 10))


def test_what_is_no_readable_colour_is_not_there(app: Flask, client: FlaskClient) -> None:
    for asked in ("ffee00", "1f5c4", "}body{color:red"):
        assert client.get(f"/kleuren/{asked}.css").status_code == 404


def test_no_other_file_is_given_away_as_a_logo(session: Session, client: FlaskClient) -> None:
    secret = files.keep(b"%PDF", "factuur.pdf", "application/pdf").sha256
    session.add(Wijk(name="Beijum"))
    session.commit()
    assert client.get(f"/logo/{secret}.png").status_code == 404
