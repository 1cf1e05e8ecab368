"""The stand-in on the web: the calls of the API that we use, and the page on which somebody pays."""

import json
from collections.abc import Callable
from html import escape
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from invoicing.online.stand_in.account import Account, Thing
from invoicing.online.stand_in.parameters import check, unfolded
from invoicing.online.stand_in.refused import Refused

METHODS = (("ideal", "iDEAL | Wero"), ("card", "Kaart"), ("sepa_debit", "SEPA-incasso"))

_CALLS = Map(
    [
        Rule("/v1/checkout/sessions", endpoint="create_session", methods=["POST"]),
        Rule("/v1/checkout/sessions", endpoint="list_sessions", methods=["GET"]),
        Rule("/v1/checkout/sessions/<key>", endpoint="session", methods=["GET"]),
        Rule("/v1/checkout/sessions/<key>/expire", endpoint="expire", methods=["POST"]),
        Rule("/v1/payment_intents/<key>", endpoint="intent", methods=["GET"]),
        Rule("/v1/refunds", endpoint="create_refund", methods=["POST"]),
        Rule("/v1/refunds", endpoint="list_refunds", methods=["GET"]),
        Rule("/pay/<key>", endpoint="page", methods=["GET"]),
        Rule("/pay/<key>", endpoint="paid", methods=["POST"]),
    ]
)


class StandIn:
    """A WSGI application over one account; who has another key than this one is refused."""

    def __init__(self, account: Account, api_key: str) -> None:
        """Answer whoever has the key."""
        self.account, self._key = account, api_key
        self._answered: dict[str, tuple[Any, Response]] = {}

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answer one request, one at a time, as all that happens at the provider happens in some order."""
        request = Request(environ)
        with self.account.lock:
            return self._answer(request)(environ, start_response)

    def _answer(self, request: Request) -> Response:
        try:
            endpoint, facts = _CALLS.bind_to_environ(request.environ).match()
            if endpoint in {"page", "paid"}:
                page: Response = getattr(self, f"_{endpoint}")(request, **facts)
                return page
            if request.headers.get("Authorization") != f"Bearer {self._key}":
                raise Refused(401, "Invalid API Key provided.")
            return self._once(request, lambda: getattr(self, f"_{endpoint}")(_asked(request, endpoint), **facts))
        except Refused as refused:
            return _json(refused.body, refused.status)
        except HTTPException as wrong:
            return _json({"error": {"type": "invalid_request_error", "message": str(wrong)}}, wrong.code or 500)

    def _once(self, request: Request, carry_out: Callable[[], Thing]) -> Response:
        """The same key is carried out once; with other facts it is refused."""
        key = request.headers.get("Idempotency-Key")
        if request.method != "POST" or key is None:
            return _json(carry_out())
        asked = (request.path, request.form.to_dict())
        if key not in self._answered:
            self._answered[key] = (asked, _json(carry_out()))
        before, answer = self._answered[key]
        if before != asked:
            raise Refused(
                400,
                "Keys for idempotent requests can only be used with the same parameters.",
                type="idempotency_error",
            )
        return answer

    def _create_session(self, asked: Thing) -> Thing:
        return self.account.open_session(asked)

    def _list_sessions(self, asked: Thing) -> Thing:
        return _listed(self.account.all_of("checkout.session", **_filter(asked)))

    def _session(self, _asked: Thing, key: str) -> Thing:
        return self.account.find("checkout.session", key)

    def _expire(self, _asked: Thing, key: str) -> Thing:
        return self.account.expire(self.account.find("checkout.session", key))

    def _intent(self, _asked: Thing, key: str) -> Thing:
        return self.account.find("payment_intent", key)

    def _create_refund(self, asked: Thing) -> Thing:
        return self.account.refund(asked)

    def _list_refunds(self, asked: Thing) -> Thing:
        return _listed(self.account.all_of("refund", **_filter(asked)))

    def _page(self, _request: Request, key: str) -> Response:
        session = self.account.find("checkout.session", key)
        if session["status"] != "open":
            return Response(
                _PAGE.format(what="Deze betaalpagina is gesloten.", ways="", back=""), mimetype="text/html"
            )
        ways = "".join(f'<button name="method" value="{code}">{name}</button>' for code, name in METHODS)
        back = f'<p><a href="{escape(session["cancel_url"] or "/")}">Terug zonder te betalen</a></p>'
        amount = f"€ {session['amount_total'] // 100},{session['amount_total'] % 100:02}"
        return Response(
            _PAGE.format(what=amount, ways=f'<form method="post">{ways}</form>', back=back), mimetype="text/html"
        )

    def _paid(self, request: Request, key: str) -> Response:
        session = self.account.find("checkout.session", key)
        method = request.form.get("method", "")
        if method not in dict(METHODS):
            raise Refused(400, "Unknown payment method.")
        self.account.pay(session, method)
        return Response(status=303, headers={"Location": session["success_url"]})


_PAGE = """<!doctype html><html lang="nl"><meta charset="utf-8"><title>Proefbetaling</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:1.1rem sans-serif;max-width:24rem;margin:2rem auto;padding:0 1rem}}
button{{display:block;width:100%;padding:1rem;margin:.5rem 0;font:inherit}}</style>
<h1>{what}</h1><p>Dit is een nagemaakte betaalpagina: er gaat geen geld om.</p>{ways}{back}</html>"""


def _asked(request: Request, endpoint: str) -> Thing:
    from stripe import params
    from stripe.params import checkout

    kinds: dict[str, type] = {
        "create_session": checkout.SessionCreateParams,
        "list_sessions": checkout.SessionListParams,
        "session": checkout.SessionRetrieveParams,
        "expire": checkout.SessionExpireParams,
        "intent": params.PaymentIntentRetrieveParams,
        "create_refund": params.RefundCreateParams,
        "list_refunds": params.RefundListParams,
    }
    tree = unfolded((request.form if request.method == "POST" else request.args).to_dict())
    check(tree, kinds[endpoint])
    return tree


def _filter(asked: Thing) -> Thing:
    return {name: value for name, value in asked.items() if name not in {"limit", "starting_after"}}


def _listed(things: list[Thing]) -> Thing:
    return {"object": "list", "data": things, "has_more": False, "url": "/v1"}


def _json(thing: Any, status: int = 200) -> Response:
    return Response(json.dumps(thing), status=status, mimetype="application/json")
