"""One request: who may do it, done once, committed once or not at all."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask, redirect
from flask.typing import ResponseReturnValue
from werkzeug.test import TestResponse

from coop import sequence
from coop.database import db
from coop.errors import NotFound, Refusal, Stale
from coop.house import Unguarded, check_all_guarded
from coop.permission import Permission, allow, public


@pytest.fixture
def app(unshared_app: Flask) -> Flask:
    return unshared_app  # views are added to it


@public
def effect() -> ResponseReturnValue:
    return redirect(f"/klaar/{sequence.next_number('effect')}", 303)


def effects() -> int:
    db.session.rollback()
    return sequence.last_number("effect")


def test_what_a_request_did_is_committed(app: Flask) -> None:
    app.add_url_rule("/doe", view_func=effect, methods=["POST"])
    assert app.test_client().post("/doe").location == "/klaar/1"
    assert effects() == 1


@pytest.mark.parametrize(("kind", "code"), [(Refusal, 422), (NotFound, 404), (Stale, 409)])
def test_a_refused_request_leaves_nothing_and_says_why(app: Flask, kind: type[Refusal], code: int) -> None:
    @public
    def refused() -> ResponseReturnValue:
        sequence.next_number("effect")
        raise kind("Dat kan niet op zondag.")

    app.add_url_rule("/doe", view_func=refused, methods=["POST"])
    answer = app.test_client().post("/doe")
    assert answer.status_code == code
    assert "Dat kan niet op zondag." in answer.text
    assert effects() == 0


def test_a_page_shown_with_an_error_leaves_nothing(app: Flask) -> None:
    @public
    def shown_again() -> ResponseReturnValue:
        sequence.next_number("effect")
        return "Vul dit in.", 422

    app.add_url_rule("/doe", view_func=shown_again, methods=["POST"])
    assert app.test_client().post("/doe").status_code == 422
    assert effects() == 0


def test_looking_at_a_page_never_changes_anything(app: Flask) -> None:
    app.add_url_rule("/kijk", view_func=effect)
    assert app.test_client().get("/kijk").status_code == 303
    assert effects() == 0


def test_a_form_sent_twice_has_its_effect_once(app: Flask) -> None:
    app.add_url_rule("/doe", view_func=effect, methods=["POST"])
    client = app.test_client()
    answers = [client.post("/doe", data={"once": "een-sleutel"}) for _ in range(3)]
    assert [answer.location for answer in answers] == ["/klaar/1"] * 3
    assert effects() == 1
    with client.session_transaction() as cookie:
        assert "notice" in str(cookie["_flashes"])


def test_a_form_sent_twice_at_the_same_moment_has_its_effect_once(app: Flask) -> None:
    app.add_url_rule("/doe", view_func=effect, methods=["POST"])
    db.session.rollback()

    def send(_number: int) -> TestResponse:
        return app.test_client().post("/doe", data={"once": "een-sleutel"})

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, range(6)))
    assert {answer.location for answer in answers} == {"/klaar/1"}
    assert effects() == 1


def test_a_form_that_was_refused_can_be_sent_again(app: Flask) -> None:
    tries = iter([422, 303])

    @public
    def second_time_right() -> ResponseReturnValue:
        if next(tries) == 422:
            return "Vul dit in.", 422
        return effect()

    app.add_url_rule("/doe", view_func=second_time_right, methods=["POST"])
    client = app.test_client()
    assert client.post("/doe", data={"once": "een-sleutel"}).status_code == 422
    assert client.post("/doe", data={"once": "een-sleutel"}).status_code == 303
    assert effects() == 1


def test_a_route_that_states_no_permission_is_not_served(app: Flask) -> None:
    app.add_url_rule("/open", "open", lambda: "iedereen")
    with pytest.raises(Unguarded, match="open"):
        check_all_guarded(app)


def test_who_is_not_signed_in_is_asked_to_and_comes_back(app: Flask) -> None:
    @allow(Permission.LEDGER_READ)
    def books() -> ResponseReturnValue:
        return "de boeken"

    if "signin.show" not in app.view_functions:
        app.add_url_rule("/inloggen", "signin.show", public(lambda: "inloggen"))
    app.add_url_rule("/boeken", view_func=books)
    answer = app.test_client().get("/boeken?jaar=2026")
    assert answer.status_code == 303
    assert "inloggen" in answer.location
    assert "boeken" in answer.location
