"""The pages of the stand-in: where somebody pays, and where the account plays what else can happen."""

from collections.abc import Callable
from html import escape
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from invoicing.online.stand_in import disputes, holdings
from invoicing.online.stand_in.account import Account
from invoicing.online.stand_in.refused import Refused
from invoicing.online.stand_in.register import Thing

METHODS = (("ideal", "iDEAL | Wero"), ("card", "Kaart"), ("sepa_debit", "SEPA-incasso"))
LATEST = 5
"""So many of the payments that succeeded are offered to be taken back."""

_PAGES = Map(
    [
        Rule("/", endpoint="account", methods=["GET"]),
        Rule("/", endpoint="play", methods=["POST"]),
        Rule("/pay/<key>", endpoint="page", methods=["GET"]),
        Rule("/pay/<key>", endpoint="paid", methods=["POST"]),
    ]
)


def answer(account: Account, request: Request) -> Response | None:
    """The page that is asked for, None when it is none; raises Refused."""
    try:
        endpoint, facts = _PAGES.bind_to_environ(request.environ).match()
    except HTTPException:
        return None
    pages: dict[str, Callable[..., Response]] = {
        "account": _account,
        "play": _play,
        "page": _page,
        "paid": _paid,
    }
    return pages[endpoint](account, request, **facts)


def _page(account: Account, _request: Request, key: str) -> Response:
    session = account.find("checkout.session", key)
    if session["status"] != "open":
        return _shown("Deze betaalpagina is gesloten.", "")
    ways = "".join(f'<button name="method" value="{code}">{name}</button>' for code, name in METHODS)
    back = f'<p><a href="{escape(session["cancel_url"] or "/")}">Terug zonder te betalen</a></p>'
    return _shown(_euros(session["amount_total"]), f'<form method="post">{ways}</form>{back}')


def _paid(account: Account, request: Request, key: str) -> Response:
    session = account.find("checkout.session", key)
    method = request.form.get("method", "")
    if method not in dict(METHODS):
        raise Refused(400, "Unknown payment method.")
    account.pay(session, method)
    return Response(status=303, headers={"Location": session["success_url"]})


def _account(account: Account, _request: Request) -> Response:
    doing = [("out", "", "Betaal uit wat er staat")] if holdings.held(account) > 0 else []
    for payout in account.all_of("payout", status="in_transit"):
        doing += [("arrive", payout["id"], f"Uitbetaling van {_euros(payout['amount'])} komt aan op de bank")]
        doing += [("fail", payout["id"], f"Uitbetaling van {_euros(payout['amount'])} mislukt")]
    for intent in account.all_of("payment_intent", status="processing"):
        doing += [("settle", intent["id"], f"Incasso van {_euros(intent['amount'])} is gelukt")]
        doing += [("refuse", intent["id"], f"Incasso van {_euros(intent['amount'])} is geweigerd")]
    for intent in account.all_of("payment_intent", status="succeeded")[:LATEST]:
        if _can_be_taken_back(account, intent):
            doing += [("dispute", intent["id"], f"De bank van de klant haalt {_euros(intent['amount'])} terug")]
    for dispute in account.all_of("dispute", status="needs_response"):
        doing += [("won", dispute["id"], f"Betwiste {_euros(dispute['amount'])}: de bank geeft ons gelijk")]
        doing += [("lost", dispute["id"], f"Betwiste {_euros(dispute['amount'])}: de bank geeft de klant gelijk")]
    buttons = "".join(
        f'<button name="do" value="{what} {key}">{escape(text)}</button>' for what, key, text in doing
    )
    return _shown(f"Saldo {_euros(holdings.held(account))}", f'<form method="post">{buttons}</form>')


def _play(account: Account, request: Request) -> Response:
    what, _, key = request.form.get("do", "").partition(" ")
    done: dict[str, Callable[[], Any]] = {
        "out": lambda: holdings.pay_out(account),
        "arrive": lambda: holdings.arrive(account, _still(account, "payout", key, "in_transit")),
        "fail": lambda: holdings.fail(account, _still(account, "payout", key, "in_transit")),
        "settle": lambda: account.settle(_still(account, "payment_intent", key, "processing")),
        "refuse": lambda: account.fail(_still(account, "payment_intent", key, "processing")),
        "dispute": lambda: disputes.open_one(account, account.find("payment_intent", key)),
        "won": lambda: disputes.close(account, account.find("dispute", key), won=True),
        "lost": lambda: disputes.close(account, account.find("dispute", key), won=False),
    }
    if what not in done:
        raise Refused(400, "Unknown button.")
    done[what]()
    return Response(status=303, headers={"Location": "/"})


def _can_be_taken_back(account: Account, intent: Thing) -> bool:
    method = account.find("charge", intent["latest_charge"])["payment_method_details"]["type"]
    return method in disputes.FEE and not account.all_of("dispute", payment_intent=intent["id"])


def _still(account: Account, kind: str, key: str, status: str) -> Thing:
    """A thing that is still as it was when the page was shown."""
    found = account.find(kind, key)
    if found["status"] != status:
        raise Refused(400, f"This {kind} is {found['status']}.")
    return found


def _euros(cents: int) -> str:
    return f"€ {cents // 100},{cents % 100:02}"


def _shown(title: str, content: str) -> Response:
    return Response(_PAGE.format(title=title, content=content), mimetype="text/html")


_PAGE = """<!doctype html><html lang="nl"><meta charset="utf-8"><title>Proefbetaling</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:1.1rem sans-serif;max-width:24rem;margin:2rem auto;padding:0 1rem}}
button{{display:block;width:100%;padding:1rem;margin:.5rem 0;font:inherit}}</style>
<h1>{title}</h1><p>Dit is een nagemaakte betaalprovider: er gaat geen geld om.</p>{content}</html>"""
