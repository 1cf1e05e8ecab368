"""A member's portrait: there only while they want it, and gone for good when they do not."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from coop import files
from coop.audit import AuditLine
from coop.database import db
from coop.files import StoredFile
from coop.permission import Role
from members import portrait
from members.member import Member
from members.portrait import NotAgreed
from tests.invoicing.cast import wijk
from tests.members import cast
from tests.pictures import photo

SignIn = Callable[..., FlaskClient]


def pictures() -> int:
    return db.session.scalar(select(func.count()).select_from(StoredFile)) or 0


def test_nobody_has_a_portrait_by_themselves(app: Flask) -> None:
    assert cast.a_member().portrait_sha is None


def test_a_portrait_is_shown_only_to_who_said_yes(app: Flask) -> None:
    jan = cast.a_member()
    with pytest.raises(NotAgreed):
        portrait.show(jan, photo(), agreed=False)
    portrait.show(jan, photo(), agreed=True)
    assert jan.portrait_sha is not None


def test_a_portrait_that_is_hidden_or_changed_is_gone_for_good(app: Flask) -> None:
    jan = cast.a_member()
    portrait.show(jan, photo((60, 80)), agreed=True)
    portrait.show(jan, photo((90, 90)), agreed=True)
    assert pictures() == 1
    portrait.show(jan, photo((90, 90)), agreed=True)
    assert pictures() == 1, "the same again is no change"
    portrait.hide(jan)
    assert (jan.portrait_sha, pictures()) == (None, 0)
    portrait.hide(jan)


def test_two_members_may_send_the_same_picture(app: Flask) -> None:
    jan, els = cast.a_member(), cast.a_member("Els Kuiper")
    portrait.show(jan, photo(), agreed=True)
    portrait.show(els, photo(), agreed=True)
    portrait.hide(jan)
    assert els.portrait_sha is not None
    assert files.get(els.portrait_sha) is not None


def test_the_trail_says_that_a_portrait_came_and_went(app: Flask) -> None:
    jan = cast.a_member()
    portrait.show(jan, photo(), agreed=True)
    portrait.hide(jan)
    told = select(AuditLine).where(AuditLine.subject == f"member:{jan.id}", AuditLine.what == "portrait_sha")
    shown, hidden = db.session.scalars(told.where(AuditLine.id > 0).order_by(AuditLine.id)).all()[-2:]
    assert (shown.was, bool(shown.now), hidden.now) == (None, True, None)


def test_a_member_gives_and_takes_it_on_the_account_page(app: Flask, sign_in: SignIn) -> None:
    wijk()
    browser = sign_in(Role.MEMBER, as_member=True)
    assert "/account/foto" in browser.get("/account").text
    sent = {"portrait": (io.BytesIO(photo()), "ik.jpg")}
    refused = browser.post("/account/foto", data=sent)
    assert (refused.status_code, "Zet een vinkje" in refused.text) == (422, True)
    assert browser.post("/account/foto", data={"agreed": "y"}).status_code == 422
    sent = {"portrait": (io.BytesIO(photo()), "ik.jpg")}
    assert browser.post("/account/foto", data={**sent, "agreed": "y"}).status_code == 303
    assert "Foto weghalen" in browser.get("/account/foto").text
    (mine,) = db.session.scalars(select(Member.id))
    assert browser.get(f"/account/foto/{mine}").mimetype == "image/jpeg"
    another = sign_in(Role.MEMBER, as_member=True)
    assert another.get(f"/account/foto/{mine}").status_code == 404
    assert browser.post("/account/foto/weg").status_code == 303
    assert browser.get(f"/account/foto/{mine}").status_code == 404
    assert db.session.scalars(select(Member.portrait_sha)).all() == [None, None]


def test_who_is_no_member_has_no_portrait(app: Flask, sign_in: SignIn) -> None:
    wijk()
    browser = sign_in(Role.ADMIN)
    assert "/account/foto" not in browser.get("/account").text
    assert browser.get("/account/foto").status_code == 303
