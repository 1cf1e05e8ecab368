"""Ordering without an account: price first, then the day, then who you are; and the private page of an order."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock, kor, wijk
from coop.errors import NotFound, Refusal
from coop.forms import EmptyForm
from coop.permission import Permission, may, public
from coop.rules import book
from coop.rules import kor as kor_rules
from members import party
from members.party import Party, Person, find_or_make_person
from orders import deciding, notices, order, placing, service
from orders.forms import ChangeForm, OrderForm
from orders.job_list import of_order
from orders.offer import offer
from orders.price import Quote
from orders.reflection import demand_request
from orders.service import Service
from orders.workday import proposals

pages = Blueprint("ordering", __name__)


@pages.route("/bestellen/<slug>", methods=["GET", "POST"])
@public
def place(slug: str) -> ResponseReturnValue:
    """Choose, see the price, and order."""
    ordered, customer = _orderable(slug), _known_customer()
    form = OrderForm(data={**_start(), **_as_known(customer)})
    form.suit(ordered, organisation=customer is not None and customer.is_organisation)
    if "reckon" not in request.form and form.validate_on_submit():
        try:
            return _placed(ordered, form, customer)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(ordered, form, customer), (422 if form.errors or form.form_errors else 200)


@pages.post("/bestellen/<slug>/prijs")
@public
def price(slug: str) -> ResponseReturnValue:
    """The price of what is chosen so far, as parts of the page: beside the choices and beside the button."""
    ordered = _orderable(slug)
    form = OrderForm()
    form.suit(ordered)
    facts = {"service": ordered, "quote": _quote(ordered, form), "vat": _vat(ordered, form)}
    return render_template("ordering/_price.html", **facts) + render_template(
        "ordering/_promise.html", **facts, swap=True
    )


@pages.get("/bestelling/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """How an order stands, for who has its link."""
    found = order.by_token(token)
    return render_template(
        "ordering/show.html",
        order=found,
        jobs=of_order(found),
        may_withdraw=deciding.may_withdraw(found),
        may_stop=deciding.may_stop(found),
    )


@pages.route("/bestelling/<token>/wijzigen", methods=["GET", "POST"])
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


@pages.route("/bestelling/<token>/herroepen", methods=["GET", "POST"])
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


@pages.post("/bestelling/<token>/einde")
@public
def stop(token: str) -> ResponseReturnValue:
    """No more visits of a recurring order, from the day after tomorrow on."""
    found = order.by_token(token, lock=True)
    deciding.stop(found, clock.today() + deciding.NOTICE)
    notices.tell_stop(found, url_for("ordering.show", token=token, _external=True))
    flash(gettext("Je bestelling stopt. We sturen je een bevestiging."))
    return redirect(url_for("ordering.show", token=token), 303)


def _orderable(slug: str) -> Service:
    ordered = service.by_slug(slug)
    # Consumers see prices with VAT; what organisations order goes through the desk.
    if not ordered.includes_vat and not may(Permission.ORDERS_TAKE):
        raise NotFound(gettext("Deze dienst is er niet (meer). Kijk bij de diensten wat we wel doen."))
    return ordered


def _known_customer() -> Party | None:
    number = request.args.get("klant", type=int)
    return party.find(number) if number and may(Permission.ORDERS_TAKE) else None


def _as_known(customer: Party | None) -> dict[str, object]:
    if customer is None:
        return {}
    names = ("name", "phone", "email", "street", "house_number", "postcode")
    return {name: getattr(customer, name) for name in names}


def _start() -> dict[str, object]:
    return {"day": proposals(clock.today())[0]}


def _placed(ordered: Service, form: OrderForm, customer: Party | None) -> ResponseReturnValue:
    by_phone = may(Permission.ORDERS_TAKE)
    demand_request(ordered, form.day.data, form.early_start.data)
    street = form.street.data or party.street_of(form.postcode.data)
    address = (street, form.house_number.data, form.postcode.data, wijk.current().city)
    if customer is not None:
        customer.learn(email=form.email.data or "", phone=form.phone.data or "", address=address)
    wish = placing.Wish(
        ordered,
        customer or _customer(form, address),
        **form.wish(),
        first_day=form.day.data,
        frequency=form.chosen_frequency(ordered),
        early_start=form.early_start.data,
        remarks=form.remarks.data or "",
        reference=(form["reference"].data or "").strip() if "reference" in form else None,
        channel=order.Channel.PHONE if by_phone else order.Channel.WEB,
        address=address,
    )
    placed = placing.place(wish)
    notices.confirm(placed, url_for("ordering.show", token=placed.token, _external=True))
    if by_phone:
        flash(gettext("De bestelling staat erin."))
        return redirect(url_for("orders.show", order_id=placed.id), 303)
    flash(gettext("Bedankt, je bestelling is binnen."))
    return redirect(url_for("ordering.show", token=placed.token), 303)


def _customer(form: OrderForm, address: tuple[str, str, str, str]) -> Person:
    street, house_number, postcode, city = address
    return find_or_make_person(
        name=form.name.data,
        email=form.email.data or "",
        phone=form.phone.data or "",
        street=street,
        house_number=house_number,
        postcode=postcode,
        city=city,
    )


def _page(ordered: Service, form: OrderForm, customer: Party | None) -> str:
    by_phone, words = may(Permission.ORDERS_TAKE), request.args.get("q", "").strip()
    return render_template(
        "ordering/place.html",
        service=ordered,
        form=form,
        quote=_quote(ordered, form),
        vat=_vat(ordered, form),
        days=proposals(clock.today()),
        by_phone=by_phone,
        customer=customer,
        words=words,
        found=party.search(words, limit=8) if by_phone and words else [],
    )


def _quote(ordered: Service, form: OrderForm) -> Quote | None:
    try:
        return offer(ordered, **form.wish(), on=clock.today())
    except Refusal:
        return None


def _vat(ordered: Service, form: OrderForm) -> book.VatRule:
    if kor.holding(clock.today()):
        return kor_rules.scheme()
    return book.applicable_rule(ordered.vat_rule, form.wish()["vat_answer"])
