"""Ordering without an account: price first, then the day, then who you are."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock, wijk
from coop.errors import NotFound, Refusal
from coop.languages import spoken
from coop.permission import Permission, may, public
from coop.rules.book import VatRule
from members import party
from members.party import Party, Person, find_or_make_person
from orders import notices, order, order_photo, placing, service
from orders.offer import offer, vat_of
from orders.price import Quote
from orders.reflection import demand_request
from orders.service import Service
from orders.web import intake
from orders.web.order_form import OrderForm

pages = Blueprint("ordering", __name__)


@pages.route("/bestellen/<slug>", methods=["GET", "POST"])
@public
def place(slug: str) -> ResponseReturnValue:
    """Choose, see the price, and order."""
    ordered, customer = _orderable(slug), intake.known_customer()
    form = OrderForm(data={**intake.as_known(customer), **intake.as_before(intake.earlier_order(customer))})
    form.suit(ordered, clock.today(), organisation=customer is not None and customer.is_organisation)
    if may(Permission.ORDERS_TAKE):
        form.name.label.text = gettext("Naam van de klant")
    if "reckon" not in request.form and form.validate_on_submit():
        try:
            return _placed(ordered, form, customer)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(ordered, form, customer), (422 if form.sentences else 200)


@pages.post("/bestellen/<slug>/prijs")
@public
def price(slug: str) -> ResponseReturnValue:
    """The price of what is chosen so far, as parts of the page: beside the choices and beside the buttons."""
    ordered = _orderable(slug)
    form = OrderForm()
    form.suit(ordered, clock.today())
    facts = {
        "service": ordered,
        "quote": _quote(ordered, form),
        "vat": vat_of(ordered, form.wish()["vat_answer"], clock.today()),
    }
    parts = ("ordering/_price.html", "ordering/_promise.html", "ordering/_price_now.html")
    return "".join(render_template(part, **facts, swap=True) for part in parts)


@pages.post("/straat")
@public
def street() -> ResponseReturnValue:
    """The street of a postcode that we know, as a part of the page; else the field to fill it in."""
    form = OrderForm()
    form.postcode.validate(form)
    known = "" if form.postcode.errors else party.street_of(form.postcode.data)
    return render_template("ordering/_street.html", form=form, known=known, asked=True)


def _orderable(slug: str) -> Service:
    ordered = service.by_slug(slug)
    # Consumers see prices with VAT; what organisations order goes through the desk.
    if not ordered.includes_vat and not may(Permission.ORDERS_TAKE):
        raise NotFound(gettext("Deze dienst is er niet (meer). Kijk bij de diensten wat we wel doen."))
    return ordered


def _placed(ordered: Service, form: OrderForm, customer: Party | None) -> ResponseReturnValue:
    by_phone, first_day = may(Permission.ORDERS_TAKE), form.first_day
    assert first_day is not None  # noqa: S101 - the form demands it
    demand_request(ordered, first_day, form.asks_early)
    photos = order_photo.read([photo.read() for photo in request.files.getlist("photos") if photo.filename])
    street = form.street.data or party.street_of(form.postcode.data)
    address = (street, form.house_number.data, form.postcode.data, wijk.current().city)
    if customer is not None:
        customer.learn(email=form.email.data or "", phone=form.phone.data or "", address=address)
    wish = placing.Wish(
        ordered,
        customer or _customer(form, address),
        **form.wish(),
        first_day=first_day,
        frequency=form.chosen_frequency(ordered),
        early_start=form.asks_early,
        remarks=form.remarks.data or "",
        reference=(form["reference"].data or "").strip() if "reference" in form else None,
        channel=order.Channel.PHONE if by_phone else order.Channel.WEB,
        language=None if by_phone else spoken(),
        address=address,
    )
    placed = placing.place(wish)
    order_photo.add(placed, photos)
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
        language="nl" if may(Permission.ORDERS_TAKE) else spoken(),
    )


def _page(ordered: Service, form: OrderForm, customer: Party | None) -> str:
    by_phone, words = may(Permission.ORDERS_TAKE), request.args.get("q", "").strip()
    return render_template(
        "ordering/place.html",
        service=ordered,
        form=form,
        quote=_quote(ordered, form),
        vat=_vat(ordered, form),
        by_phone=by_phone,
        customer=customer,
        words=words,
        found=party.search(words, limit=8) if by_phone and words else [],
        photos_lost=any(photo.filename for photo in request.files.getlist("photos")),
    )


def _quote(ordered: Service, form: OrderForm) -> Quote | None:
    try:
        return offer(ordered, **form.wish(), on=clock.today())
    except Refusal:
        return None


def _vat(ordered: Service, form: OrderForm) -> VatRule:
    return vat_of(ordered, form.wish()["vat_answer"], clock.today())
