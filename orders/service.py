"""A neighbourhood service: what we do, by which rule it is priced, and which VAT rule it carries."""

from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from coop.database import Model, db, pk
from coop.errors import NotFound
from coop.ledger.cost_object import CostObject
from coop.money import Money
from orders.drawing import Drawing, drawing_of
from orders.price import ONE, PriceRule
from orders.recurrence import Frequency


class Audience(StrEnum):
    """For whom a service is: residents see prices with VAT, organisations without."""

    RESIDENT = "resident"
    ORGANISATION = "organisation"


class Service(Model):
    """A service in the catalogue; an order snapshots its price, so editing it changes no promise."""

    __tablename__ = "service"
    __table_args__ = (
        CheckConstraint("audience IN ('resident', 'organisation')", name="audience"),
        CheckConstraint("price_rule IN ('fixed', 'hour', 'square_metre')", name="price_rule"),
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint("reduced_price >= 0 AND reduced_price <= price", name="reduced_price"),
        CheckConstraint("minimum >= 0", name="minimum"),
        CheckConstraint("minutes > 0 AND people > 0", name="work"),
        CheckConstraint(
            "season_opens BETWEEN 1 AND 12 AND season_closes BETWEEN 1 AND 12",
            name="season",
        ),
        CheckConstraint("price_rule <> 'square_metre' OR units_per_hour > 0", name="pace"),
    )
    __audited__ = ("price", "reduced_price", "minimum", "vat_rule", "active")

    id: Mapped[int] = pk()
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    summary: Mapped[str] = mapped_column(Text, default="")
    icon: Mapped[str] = mapped_column(String(40), default="")
    picture_sha: Mapped[str | None] = mapped_column(String(64), ForeignKey("stored_file.sha256"))
    audience: Mapped[str] = mapped_column(String(12), default=Audience.RESIDENT)
    price_rule: Mapped[str] = mapped_column(String(12), default=PriceRule.FIXED)
    price: Mapped[Money]
    reduced_price: Mapped[Money | None]
    minimum: Mapped[Money | None]
    size_question: Mapped[str] = mapped_column(String(120), default="")
    vat_rule: Mapped[str] = mapped_column(String(40))
    minutes: Mapped[int]
    units_per_hour: Mapped[int | None]
    people: Mapped[int] = mapped_column(default=1)
    bring: Mapped[str] = mapped_column(Text, default="")
    """What who does it takes along, in a sentence of the coordinator."""
    talent_code: Mapped[str | None] = mapped_column(String(40))
    frequencies: Mapped[list[str]] = mapped_column(JSON, default=lambda: [Frequency.ONCE.value])
    season_opens: Mapped[int] = mapped_column(default=4)
    season_closes: Mapped[int] = mapped_column(default=10)
    active: Mapped[bool] = mapped_column(default=True)
    place: Mapped[int] = mapped_column(default=50)
    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"))
    revenue_account: Mapped[str] = mapped_column(String(10))

    cost_object: Mapped[CostObject | None] = relationship()
    extras: Mapped[list["Extra"]] = relationship(
        back_populates="service", order_by="Extra.id", cascade="all, delete-orphan"
    )

    @property
    def includes_vat(self) -> bool:
        """Whether the price is shown with VAT in it: to residents always (Prijzenwet), else not."""
        return self.audience == Audience.RESIDENT

    @property
    def drawing(self) -> Drawing:
        """What it looks like where it has no picture of its own."""
        return drawing_of(self.icon, self.name)

    def minutes_for(self, quantity: int) -> int:
        """How long one visit takes for a quantity in thousandths, in whole minutes (quarters for a surface)."""
        if self.price_rule == PriceRule.HOUR:
            return max(15, quantity * 60 // ONE)
        if self.price_rule == PriceRule.SQUARE_METRE and self.units_per_hour:
            quarters = -(-quantity * 4 // (self.units_per_hour * ONE))
            return max(self.minutes, quarters * 15)
        return self.minutes


class Extra(Model):
    """Something that can be added to a service for a price of its own, in the same VAT terms as the service."""

    __tablename__ = "service_extra"
    __table_args__ = (CheckConstraint("price >= 0", name="price"),)
    __audited__ = ("price",)

    id: Mapped[int] = pk()
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    price: Mapped[Money]
    active: Mapped[bool] = mapped_column(default=True)

    service: Mapped[Service] = relationship(back_populates="extras")


def by_slug(slug: str) -> Service:
    """The service that can be ordered under this name; raises NotFound."""
    found = db.session.scalar(select(Service).where(Service.slug == slug, Service.active))
    if found is None:
        raise NotFound(gettext("Deze dienst is er niet (meer). Kijk bij de diensten wat we wel doen."))
    return found


def catalogue(audience: str = Audience.RESIDENT) -> list[Service]:
    """The services that can be ordered, in the order of the shop window."""
    return list(
        db.session.scalars(
            select(Service)
            .where(Service.active, Service.audience == audience)
            .options(selectinload(Service.extras))
            .order_by(Service.place, Service.name)
        )
    )
