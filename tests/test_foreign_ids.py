"""What is somebody else's, or not there, looks the same in the address: a 404, on every route of the house."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, Rule

from coop import clock
from coop.database import db
from coop.house import OPEN_ENDPOINTS, stated_permission
from coop.permission import PERMISSIONS, Role
from members import session as sessions
from members.engagement import EngagementKind
from members.login import make_login
from members.member import Member
from orders import absence, hours, job_offer
from orders.absence import Absence
from orders.staffing import assign
from tests.invoicing.cast import wijk
from tests.invoicing.claims.cast import a_claim
from tests.members.cast import a_member
from tests.orders import cast

MONDAY = date(2026, 3, 2)
SignIn = Callable[..., FlaskClient]

NOBODYS = {
    "allowances.mine_as_file": "a year is nobody's; what is shown of it is one's own",
    "allowances.mine_printed": "a year is nobody's; what is shown of it is one's own",
    "contribution.make": "a year is nobody's, and can be made ahead",
    "house.language": "a language is nobody's",
    "look.colours": "a colour is nobody's",
    "look.logo": "the logo is for all",
    "ordering.place": "a service is offered to all",
    "ordering.price": "a service is offered to all",
    "parties.new": "says which kind is added",
    "services.service_picture": "a service is offered to all",
    "rules.confirm": "a rule is nobody's; one that is not in the book is refused in words",
    "signin.link": "a link that does not work says so in words, and opens nothing",
    "signin.use_link": "a link that does not work says so in words, and opens nothing",
}


def test_what_belongs_to_another_member_is_not_found(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with clock.at(MONDAY):
        wijk()
        order = cast.an_order()
        job, jan = cast.a_staffed_job(order)
        login = make_login(jan.person, Role.MEMBER)
        sessions.begin(login, "De telefoon van Jan")
        gone = _cannot_come(jan)
        theirs = {
            "job_id": job.id,
            "member_id": jan.id,
            "place": 1,
            "absence_id": gone.id,
            "offer_id": 1,
            "claim_id": a_claim(jan.person).id,
            "session_id": sessions.sessions_of(login.id)[0].id,
            "token": order.token[:-1] + ("A" if order.token[-1] != "A" else "B"),  # one letter guessed wrong
        }
        before = (order.state, job.state, len(sessions.sessions_of(login.id)))
    with clock.at(job.day):
        els = sign_in(Role.MEMBER, as_member=True)
        for rule in _rules_with_arguments(app):
            if stated_permission(app, rule.endpoint) not in {None, *PERMISSIONS[Role.MEMBER]}:
                continue
            if rule.endpoint in NOBODYS:
                continue
            assert rule.arguments <= theirs.keys(), (
                f"{rule.endpoint} takes {rule.arguments} from whoever is a member. Put in `theirs` what it is of "
                "another member, so that this test sees that it answers 404; or say in NOBODYS whose it is."
            )
            for browser in (els, client) if stated_permission(app, rule.endpoint) is None else (els,):
                for method, address in _addresses(app, rule, theirs):
                    answer = browser.open(address, method=method)
                    assert answer.status_code == 404, f"{method} {address} answers {answer.status_code}."
        db.session.expire_all()
        assert (order.state, job.state, len(sessions.sessions_of(login.id))) == before
        assert hours.waiting() == []


@pytest.mark.parametrize(
    ("number", "word"), [(987_654, "bestaat-niet"), (2**31, "a\0b"), (10**20, "n0VmE7c2xRkQ-wYt_5uJhA8sLpZd4bGf")]
)
def test_what_is_not_there_is_not_found_by_whoever_may_do_everything(
    app: Flask, sign_in: SignIn, number: int, word: str
) -> None:
    with clock.at(MONDAY):
        wijk()
        browser = sign_in(*Role, as_member=True)
        for rule in _rules_with_arguments(app):
            if rule.endpoint in NOBODYS:
                continue
            for method, address in _addresses(app, rule, _not_there(rule, number, word)):
                answer = browser.open(address, method=method)
                assert answer.status_code == 404, f"{method} {address} answers {answer.status_code}."


def test_whoever_is_named_as_nobodys_is_a_route(app: Flask) -> None:
    assert NOBODYS.keys() <= {rule.endpoint for rule in _rules_with_arguments(app)}


def _cannot_come(jan: Member) -> Absence:
    """Jan cannot come, and Piet is asked."""
    job = cast.a_job(cast.an_order(cast.painting()))
    assign(job, [jan])
    a_member("Piet Pol", kind=EngagementKind.VOLUNTEER)
    gone = absence.say(job, jan)
    assert [member.name for member, _token in job_offer.make(gone)] == ["Piet Pol"]
    return gone


def _rules_with_arguments(app: Flask) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if rule.arguments and rule.endpoint not in OPEN_ENDPOINTS)


def _addresses(app: Flask, rule: Rule, arguments: dict[str, Any]) -> Iterator[tuple[str, str]]:
    built = rule.build({name: arguments[name] for name in rule.arguments}, append_unknown=False)
    assert built is not None, f"{rule.endpoint} has no address with {arguments}."
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        yield method, built[1]


def _not_there(rule: Rule, number: int, word: str) -> dict[str, Any]:
    def of(name: str) -> Any:
        converter = rule._converters[name]
        if hasattr(converter, "items"):  # one of a few words
            return next(iter(converter.items))
        return number if isinstance(converter, IntegerConverter) else word

    return {name: of(name) for name in rule.arguments}
