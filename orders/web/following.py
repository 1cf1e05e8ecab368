"""The private page of an order: how it stands, and what its customer can still do with it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.permission import public
from orders import another_day, deciding, feedback, job_photo, notices, order, order_photo
from orders.again import may_repeat
from orders.forms import ChangeForm
from orders.job_list import of_order
from orders.web import ordering


@ordering.pages.get("/bestelling/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """How an order stands, for who has its link."""
    found = order.by_token(token)
    visits = of_order(found)
    return render_template(
        "ordering/show.html",
        order=found,
        jobs=visits,
        said=feedback.of_jobs([visit.id for visit in visits]),
        to_judge={visit.id for visit in visits if feedback.may_judge(visit)},
        to_move={visit.id for visit in visits if another_day.may_move(visit)},
        work=job_photo.for_customer([visit.id for visit in visits]),
        may_repeat=may_repeat(found),
        photos=order_photo.of_orders([found.id])[found.id],
        may_withdraw=deciding.may_withdraw(found),
        may_stop=deciding.may_stop(found),
    )


@ordering.pages.route("/bestelling/<token>/wijzigen", methods=["GET", "POST"])
@public
def change(token: str) -> ResponseReturnValue:
    """Another day or remarks."""
    found = order.by_token(token, lock=request.method == "POST")
    form = ChangeForm(day=found.first_day, remarks=found.remarks)
    if form.validate_on_submit():
        try:
            deciding.change(found, form.day.data, form.remarks.data or "")
            flash(gettext("Je wijziging is bewaard."))
            return redirect(url_for("ordering.show", token=token), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("ordering/change.html", order=found, form=form), (
        422 if form.form_errors or form.errors else 200
    )


@ordering.pages.route("/bestelling/<token>/herroepen", methods=["GET", "POST"])
@public
def withdrawal(token: str) -> ResponseReturnValue:
    """The function to withdraw from the contract: this page is the second of its two steps (BW 6:230oa)."""
    found = order.by_token(token, lock=request.method == "POST")
    form = EmptyForm()
    if form.validate_on_submit():
        deciding.withdraw(found)
        notices.tell_withdrawal(found, url_for("ordering.show", token=token, _external=True))
        flash(gettext("Je bestelling is herroepen. We sturen je een bevestiging."))
        return redirect(url_for("ordering.show", token=token), 303)
    return render_template("ordering/withdrawal.html", order=found, form=form)


@ordering.pages.post("/bestelling/<token>/einde")
@public
def stop(token: str) -> ResponseReturnValue:
    """No more visits of a recurring order, from the day after tomorrow on."""
    found = order.by_token(token, lock=True)
    deciding.stop(found, clock.today() + deciding.NOTICE)
    notices.tell_stop(found, url_for("ordering.show", token=token, _external=True))
    flash(gettext("Je bestelling stopt. We sturen je een bevestiging."))
    return redirect(url_for("ordering.show", token=token), 303)
