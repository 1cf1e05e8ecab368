"""Photos with an order: three at most, seen by those it concerns, and not kept longer than they are of use."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from coop import clock
from coop.database import db
from coop.files import StoredFile
from coop.permission import Role
from members import portrait
from members.login import make_login
from orders import deciding, order_photo
from orders.order import Order
from orders.order_photo import OrderPhoto, TooManyPhotos
from tests.invoicing.cast import wijk
from tests.orders import cast
from tests.pictures import photo

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


def with_photos(order: Order, many: int = 2) -> Order:
    order_photo.add(order, order_photo.read([photo((60 + n, 80)) for n in range(many)]))
    return order


def test_an_order_has_three_photos_at_most(app: Flask, at: At) -> None:
    with at(MONDAY):
        assert order_photo.of_orders([with_photos(cast.an_order(), 3).id]).popitem()[1] == [1, 2, 3]
        with pytest.raises(TooManyPhotos):
            order_photo.read([photo()] * 4)


def test_the_database_itself_refuses_a_fourth(app: Flask, at: At) -> None:
    with at(MONDAY):
        order = with_photos(cast.an_order(), 3)
        db.session.add(
            OrderPhoto(order_id=order.id, place=4, sha256=order_photo.read([photo()])[0], kept_at=clock.now())
        )
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_photos_are_seen_by_the_customer_the_coordinator_and_who_does_the_job(
    app: Flask, client: FlaskClient, at: At, sign_in: SignIn
) -> None:
    with at(MONDAY):
        wijk()
        job, jan = cast.a_staffed_job(with_photos(cast.an_order()))
        assert job.order is not None
        theirs = f"/bestelling/{job.order.token}/foto"
        on_the_job = sign_in(login=make_login(jan.person, Role.MEMBER))
        another = sign_in(Role.MEMBER, as_member=True)
        coordinator, treasurer = sign_in(Role.COORDINATOR), sign_in(Role.TREASURER)
        assert client.get(f"{theirs}/1").mimetype == "image/jpeg"
        assert client.get(f"{theirs}/3").status_code == 404
        assert on_the_job.get(f"/mijn/klussen/{job.id}/foto/2").mimetype == "image/jpeg"
        assert another.get(f"/mijn/klussen/{job.id}/foto/2").status_code == 404
        seen_at_the_desk = f"/bestellingen/{job.order.id}/foto/1"
        assert coordinator.get(seen_at_the_desk).mimetype == "image/jpeg"
        assert treasurer.get(seen_at_the_desk).status_code == 403
        assert client.get(seen_at_the_desk).status_code == 303


def test_a_face_is_seen_only_by_the_customer_they_come_to(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        wijk()
        job, jan = cast.a_staffed_job()
        elsewhere = cast.an_order(job.service)
        assert job.order is not None
        address = f"/bestelling/{job.order.token}/wie/{jan.id}"
        assert client.get(address).status_code == 404, "nobody is shown who was not asked"
        portrait.show(jan, photo(), agreed=True)
        assert client.get(address).mimetype == "image/jpeg"
        assert client.get(f"/bestelling/{elsewhere.token}/wie/{jan.id}").status_code == 404
        deciding.withdraw(job.order)
        assert client.get(address).status_code == 404, "who no longer comes is no longer shown"


def test_photos_come_along_with_an_order(app: Flask, client: FlaskClient, at: At) -> None:
    asked = {
        "size": "2",
        "frequency": "once",
        "day": "2026-03-09!",
        "postcode": "9736ab",
        "house_number": "12",
        "street": "Boelemaheerd",
        "name": "Fatima Haddad",
        "phone": "06 1234 5678",
    }

    def order_with(*sent: bytes) -> Any:
        files = [(io.BytesIO(content), f"IMG_{number}.jpg") for number, content in enumerate(sent)]
        return client.post("/bestellen/tuin", data={**asked, "photos": files})

    with at(MONDAY):
        wijk()
        cast.garden()
        for wrong, said in (((b"tekst",), "Kies een foto"), ((photo(),) * 4, "Kies hoogstens 3")):
            answer = order_with(*wrong)
            assert (answer.status_code, said in answer.text) == (422, True)
            assert "Kies je foto" in answer.text, "a browser does not keep what was chosen"
        assert db.session.scalars(select(Order)).all() == [], "what was refused left nothing behind"
        assert order_with(photo((60, 80)), photo((70, 80))).status_code == 303
        (order,) = db.session.scalars(select(Order))
        assert order_photo.of_orders([order.id]) == {order.id: [1, 2]}
        assert f"/bestelling/{order.token}/foto/2" in client.get(f"/bestelling/{order.token}").text


def test_photos_go_some_weeks_after_the_order_has_ended(app: Flask, at: At) -> None:
    with at(MONDAY):
        ended, running = with_photos(cast.an_order(), 2), with_photos(cast.an_order(cast.painting()), 1)
        deciding.withdraw(ended)
        for day, left in ((MONDAY + order_photo.KEPT, 3), (MONDAY + order_photo.KEPT + timedelta(days=1), 1)):
            order_photo.forget_photos(day)
            assert db.session.scalar(select(func.count()).select_from(OrderPhoto)) == left
        assert order_photo.of_orders([running.id]) == {running.id: [1]}
        kept = db.session.scalars(select(StoredFile.sha256)).all()
    assert len(kept) == 1, "the picture that both sent is still needed; the other is gone"


def test_a_service_shows_its_own_photo_instead_of_its_drawing(
    app: Flask, client: FlaskClient, at: At, sign_in: SignIn
) -> None:
    with at(MONDAY):
        wijk()
        garden = cast.garden(frequencies=["once"])
        told = {
            "name": "Tuinonderhoud",
            "audience": "resident",
            "price_rule": "hour",
            "price": "30",
            "vat_rule": "high",
            "minutes": "2:00",
            "people": "1",
            "frequencies": ["once"],
            "active": "y",
        }
        browser, address = sign_in(Role.COORDINATOR), f"/diensten/{garden.id}"
        assert client.get("/plaatje/tuin").status_code == 404
        refused = browser.post(address, data={**told, "picture": (io.BytesIO(b"geen foto"), "tuin.jpg")})
        assert (refused.status_code, "Kies een foto" in refused.text) == (422, True)
        sent = {**told, "picture": (io.BytesIO(photo((900, 1200))), "tuin.jpg")}
        assert browser.post(address, data=sent).status_code == 303
        assert 'src="/plaatje/tuin?v=' in client.get("/").text
        shown = client.get("/plaatje/tuin")
        assert (shown.mimetype, shown.headers["Cache-Control"].split(",")[0]) == ("image/jpeg", "public")
        assert "Haal de foto weg" in browser.get(address).text
        assert browser.post(address, data={**told, "no_picture": "y"}).status_code == 303
        assert "drawings.svg#garden" in client.get("/").text
