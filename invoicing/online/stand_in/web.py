"""The stand-in on the web: the calls of the API that we use, and its pages."""

import json
from collections.abc import Callable
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from invoicing.online.stand_in import holdings, pages
from invoicing.online.stand_in.account import Account
from invoicing.online.stand_in.parameters import check, unfolded
from invoicing.online.stand_in.refused import Refused
from invoicing.online.stand_in.register import Thing

_CALLS = Map(
    [
        Rule("/v1/checkout/sessions", endpoint="create_session", methods=["POST"]),
        Rule("/v1/checkout/sessions", endpoint="list_sessions", methods=["GET"]),
        Rule("/v1/checkout/sessions/<key>", endpoint="session", methods=["GET"]),
        Rule("/v1/checkout/sessions/<key>/expire", endpoint="expire", methods=["POST"]),
        Rule("/v1/payment_intents", endpoint="create_intent", methods=["POST"]),
        Rule("/v1/payment_intents/<key>", endpoint="intent", methods=["GET"]),
        Rule("/v1/refunds", endpoint="create_refund", methods=["POST"]),
        Rule("/v1/refunds", endpoint="list_refunds", methods=["GET"]),
        Rule("/v1/balance", endpoint="balance", methods=["GET"]),
        Rule("/v1/balance_transactions", endpoint="list_lines", methods=["GET"]),
        Rule("/v1/disputes", endpoint="list_disputes", methods=["GET"]),
        Rule("/v1/payouts", endpoint="list_payouts", methods=["GET"]),
        Rule("/v1/payouts/<key>", endpoint="payout", methods=["GET"]),
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
            page = pages.answer(self.account, request)
            if page is not None:
                return page
            endpoint, facts = _CALLS.bind_to_environ(request.environ).match()
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
        found = self.account.all_of("checkout.session", **_filter(asked))
        listed = _listed("/v1/checkout/sessions", found, asked)
        if "data.payment_intent" in asked.get("expand", {}).values():
            listed["data"] = [self._with_payment(session) for session in listed["data"]]
        return listed

    def _session(self, asked: Thing, key: str) -> Thing:
        session = self.account.find("checkout.session", key)
        return self._with_payment(session) if "payment_intent" in asked.get("expand", {}).values() else session

    def _with_payment(self, session: Thing) -> Thing:
        payment = self.account.things.get(session["payment_intent"] or "")
        return {**session, "payment_intent": payment} if payment else session

    def _expire(self, _asked: Thing, key: str) -> Thing:
        return self.account.expire(self.account.find("checkout.session", key))

    def _create_intent(self, asked: Thing) -> Thing:
        return self.account.charge(asked)

    def _intent(self, _asked: Thing, key: str) -> Thing:
        return self.account.find("payment_intent", key)

    def _create_refund(self, asked: Thing) -> Thing:
        return self.account.refund(asked)

    def _list_refunds(self, asked: Thing) -> Thing:
        return _listed("/v1/refunds", self.account.all_of("refund", **_filter(asked)), asked)

    def _balance(self, _asked: Thing) -> Thing:
        return holdings.balance(self.account)

    def _list_lines(self, asked: Thing) -> Thing:
        listed = _listed("/v1/balance_transactions", holdings.lines(self.account, asked), asked)
        if "data.source" in asked.get("expand", {}).values():
            listed["data"] = [holdings.with_source(self.account, line) for line in listed["data"]]
        return listed

    def _list_disputes(self, asked: Thing) -> Thing:
        return _listed("/v1/disputes", self.account.all_of("dispute", **_filter(asked)), asked)

    def _list_payouts(self, asked: Thing) -> Thing:
        since = int(asked.get("created", {}).get("gte", 0))
        found = [one for one in self.account.all_of("payout") if one["created"] >= since]
        return _listed("/v1/payouts", found, asked)

    def _payout(self, _asked: Thing, key: str) -> Thing:
        return self.account.find("payout", key)


def _asked(request: Request, endpoint: str) -> Thing:
    from stripe import params
    from stripe.params import checkout

    kinds: dict[str, type] = {
        "create_session": checkout.SessionCreateParams,
        "list_sessions": checkout.SessionListParams,
        "session": checkout.SessionRetrieveParams,
        "expire": checkout.SessionExpireParams,
        "create_intent": params.PaymentIntentCreateParams,
        "intent": params.PaymentIntentRetrieveParams,
        "create_refund": params.RefundCreateParams,
        "list_refunds": params.RefundListParams,
        "balance": params.BalanceRetrieveParams,
        "list_lines": params.BalanceTransactionListParams,
        "list_disputes": params.DisputeListParams,
        "list_payouts": params.PayoutListParams,
        "payout": params.PayoutRetrieveParams,
    }
    tree = unfolded((request.form if request.method == "POST" else request.args).to_dict())
    check(tree, kinds[endpoint])
    return tree


def _filter(asked: Thing) -> Thing:
    return {name: value for name, value in asked.items() if name not in {"limit", "starting_after", "expand"}}


def _listed(url: str, things: list[Thing], asked: Thing) -> Thing:
    """A page of a list, ten unless asked otherwise, from behind the thing that is named."""
    keys = [thing["id"] for thing in things]
    begin = keys.index(asked["starting_after"]) + 1 if asked.get("starting_after") in keys else 0
    end = begin + int(asked.get("limit", 10))
    return {"object": "list", "data": things[begin:end], "has_more": end < len(things), "url": url}


def _json(thing: Any, status: int = 200) -> Response:
    return Response(json.dumps(thing), status=status, mimetype="application/json")
