"""Photos of the work: by who does it, six at most, no trace of where, and for the customer if that is fine."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from coop import clock, picture
from coop.database import db
from coop.files import StoredFile
from coop.permission import Role
from coop.picture import NotAPicture
from members.engagement import EngagementKind
from members.login import make_login
from members.member import Member
from orders import job_photo
from orders.hours import NotYourJob
from orders.job import Job
from orders.job_photo import JobPhoto, Moment, TooEarly, TooManyPhotos
from tests.invoicing.cast import wijk
from tests.members.cast import a_member
from tests.orders import cast
from tests.pictures import bomb, photo

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def job_and_member(app: Flask, at: At) -> tuple[Job, Member]:
    with at(MONDAY):
        wijk()
        return cast.a_staffed_job()


def test_nothing_but_the_picture_is_kept(job_and_member: tuple[Job, Member], at: At) -> None:
    job, jan = job_and_member
    with at(job.day):
        made = job_photo.add(job, jan, photo((60, 80)), Moment.BEFORE)
    kept = Image.open(io.BytesIO(job_photo.file_of(job.id, made.place).content))
    assert (dict(kept.getexif()), kept.size) == ({}, (80, 60))


def test_a_job_has_six_photos_at_most_also_in_the_database(job_and_member: tuple[Job, Member], at: At) -> None:
    job, jan = job_and_member
    with at(job.day):
        places = [job_photo.add(job, jan, photo((60 + n, 80)), "after").place for n in range(6)]
        assert places == [1, 2, 3, 4, 5, 6]
        with pytest.raises(TooManyPhotos):
            job_photo.add(job, jan, photo((90, 80)), "after")
        job_photo.remove(job, jan, 3)
        assert job_photo.add(job, jan, photo((90, 80)), "after").place == 3
        sha256 = picture.keep(photo(), "werk.jpg", (100, 100), "photo")
        db.session.add(
            JobPhoto(job_id=job.id, place=7, member_id=jan.id, moment="after", sha256=sha256, kept_at=clock.now())
        )
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_what_is_no_photo_or_not_of_ones_own_work_is_refused(job_and_member: tuple[Job, Member], at: At) -> None:
    job, jan = job_and_member
    els = a_member("Els Kamp", kind=EngagementKind.VOLUNTEER)
    with at(MONDAY), pytest.raises(TooEarly):
        job_photo.add(job, jan, photo(), "before")
    with at(job.day):
        for content in (b"", b"<svg/>", bomb(), photo()[:200]):
            with pytest.raises(NotAPicture):
                job_photo.add(job, jan, content, "before")
        with pytest.raises(NotYourJob):
            job_photo.add(job, els, photo(), "before")


def test_the_customer_sees_what_is_of_the_work_only(
    job_and_member: tuple[Job, Member], client: FlaskClient, sign_in: SignIn, at: At
) -> None:
    job, jan = job_and_member
    assert job.order is not None
    with at(job.day):
        browser = sign_in(login=make_login(jan.person, Role.MEMBER))
        planner = sign_in(Role.COORDINATOR)
        address = f"/mijn/klussen/{job.id}/werkfotos"
        for number, agreed in ((1, {}), (2, {"for_customer": "y"})):
            sent = {"photo": (io.BytesIO(photo((60 + number, 80))), "x.jpg"), "moment": "after", **agreed}
            assert browser.post(address, data=sent).status_code == 303
        assert browser.post(address, data={"moment": "after"}).status_code == 422
        for place, code in ((1, 404), (2, 200)):
            told = client.get(f"/bestelling/{job.order.token}/werkfotos/{job.id}/{place}")
            assert (told.status_code, told.mimetype == "image/jpeg") == (code, code == 200)
            assert browser.get(f"{address}/{place}").mimetype == "image/jpeg"
            assert planner.get(f"/klussen/{job.id}/werkfotos/{place}").mimetype == "image/jpeg"
        page = client.get(f"/bestelling/{job.order.token}").text
        assert page.count(f"werkfotos/{job.id}/2") == 2, "as a picture, and larger behind it"
        assert f"werkfotos/{job.id}/1" not in page
        other = cast.an_order(job.service)
        assert client.get(f"/bestelling/{other.token}/werkfotos/{job.id}/2").status_code == 404
        assert browser.get("/mijn").text.count("werkfotos") == 1
        assert browser.post(f"{address}/2/weg").status_code == 303
        assert client.get(f"/bestelling/{job.order.token}/werkfotos/{job.id}/2").status_code == 404


def test_photos_go_when_nobody_asks_about_the_job_any_more(job_and_member: tuple[Job, Member], at: At) -> None:
    job, jan = job_and_member
    with at(job.day):
        job_photo.add(job, jan, photo(), "after")
    job_photo.forget_photos(job.day + job_photo.KEPT)
    assert job_photo.of_jobs([job.id])[job.id]
    job_photo.forget_photos(job.day + job_photo.KEPT + timedelta(days=1))
    assert not job_photo.of_jobs([job.id])[job.id]
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0
