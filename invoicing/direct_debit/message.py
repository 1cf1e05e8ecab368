"""The file of a collection: made of what stands in it, and kept."""

from itertools import groupby

from flask_babel import force_locale, gettext

from coop import files, wijk
from coop.database import db
from coop.errors import Refusal
from invoicing.direct_debit import pain_008
from invoicing.direct_debit.collection import Collection, CollectionItem
from invoicing.direct_debit.pain_008 import Batch, Debit, Message

CONTENT_TYPE = "application/xml"


class NoContract(Refusal):
    """Who collects has a contract with a bank: an account, and a number to collect with."""


def must_have_contract() -> None:
    """Raise NoContract while the settings lack what every collection says."""
    if not is_offered():
        raise NoContract(gettext("Vul eerst bij Instellingen het incassant-ID en het rekeningnummer in."))


def is_offered() -> bool:
    """Whether this wijk collects by direct debit."""
    house = wijk.current()
    return bool(house.creditor_id and house.iban)


def keep(collection: Collection) -> None:
    """Make its file of what stands in it, and keep it; an earlier one stays kept beside it."""
    db.session.flush()
    db.session.expire(collection, ["items"])
    if not collection.standing:
        collection.file_sha = None
    else:
        content = pain_008.written(message(collection), collection.version)
        collection.file_sha = files.keep(content, file_name(collection), CONTENT_TYPE).sha256
    db.session.flush()


def content(collection: Collection) -> bytes:
    """The file as it is kept; nothing when all of it was withdrawn."""
    stored = files.get(collection.file_sha) if collection.file_sha else None
    return b"" if stored is None else stored.content


def file_name(collection: Collection) -> str:
    """What the file is called where it lands."""
    return f"incasso-{collection.id:05d}-{collection.due_on:%Y-%m-%d}.xml"


def message(collection: Collection) -> Message:
    """What the file says."""
    house = wijk.current()
    items = sorted(collection.standing, key=lambda item: (item.batch, item.sequence, item.id))
    return Message(
        id=collection.message_id,
        made_at=collection.made_at,
        due_on=collection.due_on,
        creditor=house.legal_name or house.name,
        iban=house.iban,
        creditor_id=house.creditor_id,
        batches=[
            Batch(name, sequence, [_debit(one) for one in group])
            for (name, sequence), group in groupby(items, key=lambda item: (item.batch, item.sequence))
        ],
    )


def _debit(item: CollectionItem) -> Debit:
    mandate = item.mandate
    with force_locale("nl"):
        text = gettext("Factuur %(number)s", number=item.invoice_number)
    return Debit(
        end_to_end=item.end_to_end,
        amount=item.amount,
        mandate=mandate.reference,
        signed_on=mandate.signed_on,
        holder=mandate.holder,
        iban=mandate.iban,
        text=text,
    )
