"""The private pay page of an invoice, for who has its link."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coop import clock
from coop.headers import policy_with_form_to
from coop.permission import public
from invoicing.direct_debit import collection, message, signing
from invoicing.direct_debit.covering import mandate_for
from invoicing.document import payment_code, spaced
from invoicing.instalments import keeping
from invoicing.online import checkout, dispute, door
from invoicing.online.beginning import begin
from invoicing.online.checkout import State, UnderWay
from invoicing.online.dispute import Quarrel
from invoicing.online.door import Unreachable
from invoicing.online.link import by_token
from invoicing.open_items import open_item

pages = Blueprint("pay", __name__)


@pages.get("/betalen/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """What it is for, what is still open, and how to pay it."""
    invoice = by_token(token)
    item, today, last = open_item(invoice.number), clock.today(), checkout.latest(invoice.number)
    disputes = dispute.of_invoice(invoice.number)
    plan = keeping.of_invoice(invoice)
    part = plan.next_part if plan is not None else None
    asked = item.open if part is None else min(part.left, item.open)
    answer = make_response(
        render_template(
            "pay/show.html",
            invoice=invoice,
            token=token,
            item=item,
            state=item.state(today),
            code=payment_code(invoice, asked),
            asked=asked,
            plan=plan,
            today=today,
            part=part,
            iban=spaced(invoice.seller["iban"]),
            debit=collection.under_way(invoice.number),
            covered=mandate_for(invoice),
            debit_offered=message.is_offered() and not signing.is_standing(invoice.party_id),
            online=door.is_set(),
            under_way=last is not None and last.state == State.PROCESSING,
            awaited=last is not None and last.state == State.OPEN and request.args.get("terug") == "betaald",
            disputed=any(one.is_undecided for one in disputes),
            taken_back=bool(disputes) and disputes[-1].state == Quarrel.LOST,
            failed=last is not None and last.state == State.FAILED,
        )
    )
    if door.is_set():
        answer.headers["Content-Security-Policy"] = policy_with_form_to(door.host())
    return answer


@pages.post("/betalen/<token>/online")
@public
def start(token: str) -> ResponseReturnValue:
    """Go and pay at the provider what is open; where that does not work, the page says what does."""
    here = url_for("pay.show", token=token, _external=True)
    by_token(token)
    if not door.is_set():
        return redirect(here, 303)
    try:
        return redirect(begin(token, here), 303)
    except (Unreachable, UnderWay) as refusal:
        flash(refusal.sentence, "error")
        return redirect(here, 303)
