"""What the books can prove of collections is proved, and a fault is named."""

from flask import Flask

from coop import clock
from coop.database import db
from coop.ledger.verify import verify
from invoicing.direct_debit.collection import CollectionItem
from invoicing.direct_debit.proof import items_are_booked
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import MONDAY, collected


def test_an_item_that_does_not_stand_while_its_payment_does_is_named(app: Flask) -> None:
    with clock.at(MONDAY):
        wijk()
        collected()
    assert verify().first_fault is None
    db.session.execute(CollectionItem.metadata.tables["collection_item"].update().values(withdrawn_on=MONDAY))
    db.session.expire_all()
    assert items_are_booked() == ["incasso 1 van factuur 2026-0001 klopt niet met de betaling"]
    assert verify().first_fault is not None
