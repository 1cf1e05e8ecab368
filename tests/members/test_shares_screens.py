"""Member capital on the screen, for who books it and for who reads it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from coop import clock
from coop.money import Money
from coop.permission import Role
from coop.wijk import Wijk
from members import share, share_booking
from members.member import Member
from members.share import standing_of
from members.share_value import set_value
from tests.members import cast

SignIn = Callable[..., FlaskClient]
TODAY = date(2026, 3, 2)


@pytest.fixture
def ans(session: Session) -> Member:
    """A member of a cooperative that knows what a share is worth."""
    session.add(Wijk(name="Beijum"))
    set_value(date(2025, 1, 1), Money(2500), "artikel 7")
    return cast.a_member("Ans Bakker")


def test_the_treasurer_issues_and_books_what_was_paid(session: Session, sign_in: SignIn, ans: Member) -> None:
    client = sign_in(Role.TREASURER)
    with clock.at(TODAY):
        here = f"/leden/{ans.id}/aandelen"
        assert "Dit lid heeft nog geen aandelen." in client.get(here).text
        answer = client.post(f"{here}/issue", data={"shares": "4", "day": "2026-03-02"})
        assert answer.location == here
        form = client.get(f"{here}/payment").text
        assert 'value="100,00"' in form, "what is open is filled in already"
        client.post(f"{here}/payment", data={"amount": "100,00", "day": "2026-03-02", "way": "bank"})
        page = client.get("/ledenkapitaal").text
    assert "Ans Bakker" in page
    assert "100,00" in page
    assert standing_of(ans.id).unpaid == Money(0)


def test_what_cannot_be_is_said_next_to_the_field(sign_in: SignIn, ans: Member) -> None:
    client = sign_in(Role.TREASURER)
    with clock.at(TODAY):
        share_booking.issue(ans, 1, TODAY)
        here = f"/leden/{ans.id}/aandelen"
        answer = client.post(f"{here}/payment", data={"amount": "30,00", "day": "2026-03-02", "way": "bank"})
        assert answer.status_code == 422
        assert "Er staat € 25,00 open." in answer.text.replace("\u00a0", " ")
        answer = client.post(f"{here}/issue", data={"shares": "0", "day": "2026-03-02"})
        assert (answer.status_code, "Vul een heel getal in" in answer.text) == (422, True)
        answer = client.post(f"{here}/issue", data={"shares": "1", "day": "2026-03-03"})
        assert "Deze dag moet nog komen." in answer.text
        assert client.get(f"{here}/iets").status_code == 404


def test_shares_are_handed_on_and_a_mistake_is_undone(sign_in: SignIn, ans: Member) -> None:
    bert = cast.a_member("Bert de Cock")
    client = sign_in(Role.TREASURER)
    with clock.at(TODAY):
        share_booking.issue(ans, 2, TODAY)
        share_booking.receive(ans, Money(5000), TODAY)
        typed = {"receiver_id": str(bert.id), "value": "2500", "shares": "1", "day": "2026-03-02"}
        assert client.post(f"/leden/{ans.id}/aandelen/transfer", data=typed).status_code == 303
        page = client.get(f"/leden/{bert.id}/aandelen").text
        assert "door Ans Bakker" in page
        [move_id] = [move.id for move in share.moves_of(bert.id)]
        assert client.post(f"/aandelen/{move_id}/terugdraaien").status_code == 303
        assert "teruggedraaid" in client.get(f"/leden/{bert.id}/aandelen").text
        assert client.post(f"/aandelen/{move_id}/terugdraaien").status_code == 409
        assert client.post("/aandelen/999/terugdraaien").status_code == 404
    assert (standing_of(ans.id).shares, standing_of(bert.id).shares) == (2, 0)


def test_a_second_tab_issues_nothing_twice(sign_in: SignIn, ans: Member) -> None:
    client = sign_in(Role.TREASURER)
    here = f"/leden/{ans.id}/aandelen/issue"
    with clock.at(TODAY):
        typed = {"shares": "1", "day": "2026-03-02", "seen": _seen(client, here)}
        assert client.post(here, data=typed).status_code == 303
        told = client.post(here, data=typed)
        assert (told.status_code, standing_of(ans.id).shares) == (422, 1)
        assert "Er is net al iets geboekt." in told.text
        assert client.post(here, data=typed | {"seen": _seen(client, here)}).status_code == 303, "who looked, may"
    assert standing_of(ans.id).shares == 2


def _seen(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="seen"[^>]* value="(\d+)"', client.get(path).text)
    assert found
    return found[1]


def test_the_board_reads_and_the_coordinator_does_not(sign_in: SignIn, ans: Member) -> None:
    board, coordinator = sign_in(Role.BOARD), sign_in(Role.COORDINATOR)
    with clock.at(TODAY):
        share_booking.issue(ans, 2, TODAY)
        assert "Ans Bakker;2;50,00;50,00;0,00" in board.get("/als-bestand/ledenkapitaal.csv").text
        assert "Aandelen uitgeven" not in board.get(f"/leden/{ans.id}/aandelen").text
        assert board.post(f"/leden/{ans.id}/aandelen/issue", data={}).status_code == 403
        assert coordinator.get("/ledenkapitaal").status_code == 403
        assert "/aandelen" not in coordinator.get(f"/leden/{ans.id}").text


def test_the_register_of_shares_is_shown_as_of_any_day(sign_in: SignIn, ans: Member) -> None:
    client = sign_in(Role.TREASURER)
    with clock.at(TODAY):
        share_booking.issue(ans, 2, TODAY)
        assert "Ans Bakker" in client.get("/ledenkapitaal?on=2026-03-02").text
        assert "Nog niemand heeft aandelen." in client.get("/ledenkapitaal?on=2026-03-01").text
        file = "/als-bestand/ledenkapitaal.csv?on=2026-03-0"
        assert [len(client.get(f"{file}{day}").text.splitlines()) for day in (1, 2)] == [1, 2]


def test_the_worth_of_a_share_is_written_down_with_its_article(sign_in: SignIn, ans: Member) -> None:
    client = sign_in(Role.TREASURER)
    with clock.at(TODAY):
        typed = {"begin": "2026-03-01", "amount": "40", "article": "artikel 7 lid 2"}
        assert client.post("/ledenkapitaal/waarde", data=typed).status_code == 303
        assert client.post("/ledenkapitaal/waarde", data=typed).status_code == 422
        assert "artikel 7 lid 2" in client.get("/ledenkapitaal").text
