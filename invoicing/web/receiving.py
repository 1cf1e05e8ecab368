"""E-invoices of suppliers: read in, and given back as they came."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import files, safe_xml
from coop.errors import Refusal
from coop.permission import Permission, allow
from invoicing import purchase
from invoicing.forms.purchases import ReceivedForm
from invoicing.received import proposal
from invoicing.received.reading import NotReadable

pages = Blueprint("receiving", __name__)


@pages.route("/inkoop/e-factuur", methods=["GET", "POST"])
@allow(Permission.PURCHASES_BOOK)
def upload() -> ResponseReturnValue:
    """Read an e-invoice, and lead to the form with what we would book of it."""
    form, upload = ReceivedForm(), request.files.get("file")
    faults: list[str] = []
    if form.validate_on_submit() and upload is not None and upload.filename:
        content = upload.stream.read(safe_xml.LARGEST + 1)
        try:
            proposal.propose(content)
            kept = files.keep(content, upload.filename, "application/xml")
            return redirect(url_for("purchases.new", original=kept.sha256), 303)
        except NotReadable as refusal:
            faults = refusal.faults
        except Refusal as refusal:
            faults = [refusal.sentence]
    elif form.is_submitted():
        faults = [gettext("Kies een bestand.")]
    return render_template("receiving/upload.html", form=form, faults=faults), 422 if faults else 200


@pages.get("/inkoop/<int:purchase_id>/e-factuur")
@allow(Permission.LEDGER_READ)
def original(purchase_id: int) -> ResponseReturnValue:
    """The e-invoice as it came in."""
    stored = files.get(purchase.original_of(purchase_id) or "")
    if stored is None:
        abort(404)
    answer = Response(stored.content, content_type=stored.content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="inkoop-{purchase_id}.xml"'
    return answer
