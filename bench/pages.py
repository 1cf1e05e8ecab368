"""The main pages against an empty Flask page, and a list of fifty rows against a plain list by the ORM.

The plain list asks and shows the same in one table, with the day as Flask-Babel writes it, and knows no person,
permission, menu, form or language.
All in one process and in turn, by a browser within it.
Run: .venv/bin/python -m bench.pages [--database sqlite|postgresql]
"""

from datetime import date

from flask import Flask, render_template
from flask_babel import Babel, format_date
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from bench.browser import look
from bench.house import Bench, arguments, house
from bench.ratio import in_turn, ratio, tell
from bench.seen import statements_of
from coop import clock, demo_command
from coop.database import db
from coop.permission import Role
from members.login import Login, LoginRole
from members.member import Member
from orders.job import Assignment
from orders.order import Order

TODAY = date(2025, 4, 30)
PAGES = (
    ("resident: the services", "/", None),
    ("resident: ordering one", "/bestellen/tuinonderhoud", None),
    ("member: my jobs", "/mijn", Role.MEMBER),
    ("treasurer: today", "/vandaag", Role.TREASURER),
    ("treasurer: exploitatie", "/exploitatie", Role.TREASURER),
    ("treasurer: to invoice", "/factureren", Role.TREASURER),
    ("coordinator: list of fifty orders", "/bestellingen", Role.COORDINATOR),
)
MOST_STATEMENTS, LIST_GOAL = 8, 1.5
LIST = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Bestellingen</title></head><body><h1>Bestellingen</h1>
<table><thead><tr><th>Code</th><th>Klant</th><th>Dienst</th><th>Vanaf</th><th>Stand</th><th>Per keer</th></tr>
</thead><tbody>{% for order in orders %}
<tr><td><a href="{{ url_for('show', order_id=order.id) }}">{{ order.code }}</a></td><td>{{ order.party.name }}</td>
<td>{{ order.service.name }}</td><td>{{ order.first_day|date }}</td><td>{{ order.state }}</td>
<td>{{ order.price|money }}</td></tr>
{% endfor %}</tbody></table></body></html>"""


def main() -> None:
    """Play the demo and print the ratios, and how many statements each page costs."""
    with house(arguments(__doc__).database) as bench, clock.at(TODAY):
        demo_command.play(1)
        looks = {name: look(bench.app, path, who and busiest(who)) for name, path, who in PAGES}
        looks["plain list"] = look(plain_list(bench), "/")
        empty = Flask("empty")
        empty.add_url_rule("/", "empty", lambda: "")
        looks["empty"] = look(empty, "/")
        db.session.remove()
        costs = {name: len(statements_of(work)) for name, work in looks.items()}
        took = in_turn(looks, turns=60, seconds=120, clock=bench.clock)
        for name, _path, _who in PAGES:
            tell(f"{name} / an empty page", ratio(took[name], took["empty"]))
            tell(f"{name}, statements", costs[name], MOST_STATEMENTS)
        tell("list of fifty orders / plain list", ratio(took[PAGES[-1][0]], took["plain list"]), LIST_GOAL)


def busiest(role: Role) -> Login:
    """Who has this role and, of those, the most work."""
    found = db.session.scalars(
        select(Login)
        .join(LoginRole, LoginRole.login_id == Login.id)
        .outerjoin(Member, Member.person_id == Login.person_id)
        .outerjoin(Assignment, Assignment.member_id == Member.id)
        .where(LoginRole.role == role)
        .group_by(Login.id)
        .order_by(func.count(Assignment.id).desc(), Login.id)
    ).first()
    assert found is not None
    return found


def plain_list(bench: Bench) -> Flask:
    """An app with one page: fifty orders, as one would write it first."""
    app = Flask("plain")
    app.config.update(SQLALCHEMY_DATABASE_URI=bench.address, BABEL_DEFAULT_LOCALE="nl")
    db.init_app(app)
    Babel(app)
    app.jinja_env.filters.update(date=format_date, money=str)
    app.add_url_rule("/<int:order_id>", "show", str)
    template = app.jinja_env.from_string(LIST)

    @app.get("/")
    def index() -> str:
        query = select(Order).options(joinedload(Order.party), joinedload(Order.service))
        orders = db.session.scalars(query.order_by(Order.id.desc()).limit(50)).all()
        return render_template(template, orders=orders)

    return app


if __name__ == "__main__":
    main()
