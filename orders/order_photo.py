"""Photos with an order: what the customer shows of the garden, for who plans and for who comes."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import clock, files, picture
from coop.daily import new_day
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.files import StoredFile
from orders.order import Order

MOST = 3
_BOX = (1600, 1600)  # pixels: enough to see what grows where

KEPT = timedelta(weeks=8)
"""So long after an order has ended its photos are still of use, for whoever was not content; then they go."""


class TooManyPhotos(Refusal):
    """An order has three photos at most: they explain the work, they are no album."""


class OrderPhoto(Model):
    """One photo, painted anew; the database itself keeps them to three."""

    __tablename__ = "order_photo"
    __table_args__ = (
        CheckConstraint("place BETWEEN 1 AND 3", name="place"),
        UniqueConstraint("order_id", "place"),
    )

    id: Mapped[int] = pk()
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    place: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), ForeignKey("stored_file.sha256"), index=True)
    kept_at: Mapped[datetime]


def read(contents: Sequence[bytes]) -> list[str]:
    """Keep the photos as sent and return their hashes; raises TooManyPhotos, NotAPicture."""
    if len(contents) > MOST:
        raise TooManyPhotos(gettext("Kies hoogstens %(most)s foto's.", most=MOST), "photos")
    return [picture.keep(content, "tuin.jpg", _BOX, "photos") for content in contents]


def add(order: Order, hashes: Sequence[str]) -> None:
    """Put kept photos with an order that has none yet."""
    now = clock.now()
    db.session.add_all(
        OrderPhoto(order_id=order.id, place=place, sha256=sha256, kept_at=now)
        for place, sha256 in enumerate(hashes, 1)
    )
    db.session.flush()


def of_orders(order_ids: Sequence[int]) -> dict[int, list[int]]:
    """The places of the photos of these orders, by order, in one statement."""
    found: dict[int, list[int]] = {order_id: [] for order_id in order_ids}
    rows = select(OrderPhoto.order_id, OrderPhoto.place).where(OrderPhoto.order_id.in_(order_ids))
    for order_id, place in db.session.execute(rows.order_by(OrderPhoto.place)):
        found[order_id].append(place)
    return found


def file_of(order: Order, place: int) -> StoredFile:
    """One photo of an order; raises NotFound."""
    sha256 = select(OrderPhoto.sha256).where(OrderPhoto.order_id == order.id, OrderPhoto.place == place)
    found = db.session.scalar(sha256)
    if found is None:
        raise NotFound(gettext("Deze foto is er niet (meer)."))
    return picture.found(found)


@new_day.subscribe
def forget_photos(day: date) -> None:
    """Remove the photos of orders that ended long ago, and the files themselves."""
    begin = datetime.combine(day - KEPT, time(), clock.AMSTERDAM)
    ended = select(Order.id).where(Order.ended_at < begin)
    old = list(db.session.scalars(select(OrderPhoto).where(OrderPhoto.order_id.in_(ended))))
    for photo in old:
        db.session.delete(photo)
    db.session.flush()
    for sha256 in {photo.sha256 for photo in old}:
        files.forget(sha256)
