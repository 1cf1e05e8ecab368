"""The certificate tells on paper what shares a member has, and only to who may know."""

import io
from collections.abc import Callable
from datetime import date

import pikepdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from coop import clock
from coop.errors import NotFound
from coop.money import Money
from coop.permission import Role
from coop.wijk import Wijk
from members import share_booking, share_certificate
from members.login import make_login
from members.member import Member
from members.share_value import set_value
from tests.members import cast

SignIn = Callable[..., FlaskClient]
TODAY = date(2026, 3, 2)


@pytest.fixture
def ans(session: Session) -> Member:
    """A member with four shares of two worths, one of them not paid yet."""
    session.add(Wijk(name="Beijum", legal_name="Coöperatie Wijkbedrijf Beijum U.A.", kvk="68727720"))
    set_value(date(2025, 1, 1), Money(2500), "artikel 7")
    set_value(date(2026, 1, 1), Money(3000), "artikel 7 lid 2")
    ans = cast.a_member("Ans Şahin")
    with clock.at(TODAY):
        share_booking.issue(ans, 3, date(2025, 6, 1))
        share_booking.receive(ans, Money(7500), date(2025, 6, 2))
        share_booking.issue(ans, 1, TODAY)
    session.commit()
    return ans


def test_it_tells_how_many_of_what_worth_and_by_which_article(ans: Member) -> None:
    with clock.at(TODAY):
        words = share_certificate.html(ans).replace("\u00a0", " ")
    for told in ("Ans Şahin", "2 maart 2026", "volgens artikel 7 van de statuten", "€ 75,00", "€ 105,00"):
        assert told in words
    assert "Hiervan is nog € 30,00 niet betaald." in words


def test_paid_shares_are_told_to_be_paid(ans: Member) -> None:
    with clock.at(TODAY):
        share_booking.receive(ans, Money(3000), TODAY)
        assert "De aandelen zijn helemaal betaald." in share_certificate.html(ans)


def test_who_has_no_shares_has_no_certificate(ans: Member) -> None:
    with pytest.raises(NotFound):
        share_certificate.html(cast.a_member("Bert de Cock"))


def test_it_is_one_page_that_can_be_read_aloud(ans: Member, sign_in: SignIn) -> None:
    answer = sign_in(Role.BOARD).get(f"/leden/{ans.id}/aandelen/bewijs.pdf")
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert len(pdf.pages) == 1


def test_a_member_has_their_own_and_nobody_elses(ans: Member, sign_in: SignIn) -> None:
    own, other = sign_in(login=make_login(ans.person, Role.MEMBER)), sign_in(Role.MEMBER, as_member=True)
    assert "Mijn aandelen" in own.get("/account").text
    assert own.get("/account/aandelen.pdf").mimetype == "application/pdf"
    assert "Mijn aandelen" not in other.get("/account").text
    assert "Je hebt geen aandelen." in other.get("/account/aandelen.pdf", follow_redirects=True).text
    assert other.get(f"/leden/{ans.id}/aandelen/bewijs.pdf").status_code == 403
