"""What the tests of quotations begin with: a housing corporation that wants its courtyard kept."""

from datetime import date, timedelta

from coop.database import db
from coop.money import Money
from invoicing.cost_rate import set_rate
from invoicing.quotation import answering, drafting, sending
from invoicing.quotation.quotation import Pays, Quotation
from members.party import Organisation
from orders.recurrence import Frequency
from orders.service import Service
from tests.invoicing import cast
from tests.members.cast import organisation

BEGIN = date(2026, 4, 7)
END = date(2026, 11, 1)
LINK = "https://wijk.example/offerte/x"


def a_client(**facts: object) -> Organisation:
    """A housing corporation."""
    told = {"email": "inkoop@example.org", "vat_id": "NL001234567B01", **facts}
    return organisation("Woningcorporatie Noorderhuis", **told)


def a_service(**facts: object) -> Service:
    """Garden work for organisations, in an hour and a half."""
    return cast.service("hof", name="Groen in hoven", audience="organisation", **facts)


def a_draft(party: Organisation | None = None, service: Service | None = None, **facts: object) -> Quotation:
    """A draft for the courtyard, every other week; its one line is three hours of an employee of € 24,00."""
    if db.session.query(Service).count() == 0 and service is None:
        set_rate("employee", date(2025, 1, 1), Money(2400))
    told = {
        "title": "Onderhoud binnentuin",
        "pays": Pays.VISIT,
        "frequency": Frequency.FORTNIGHTLY,
        "begin": BEGIN,
        "end": END,
        "people": 2,
        "asked": None,
        "overhead": 1500,
        "risk": 500,
        "margin": 1000,
        **facts,
    }
    known = db.session.query(Service).filter_by(slug="hof").first()
    return drafting.begin(party or a_client(), service or known or a_service(), told)


def a_sent(**facts: object) -> Quotation:
    """The same, sent."""
    return sending.send(a_draft(**facts), LINK)  # type: ignore[arg-type]


def accepted(**facts: object) -> Quotation:
    """The same, accepted by who may."""
    made = a_sent(**facts)
    answering.accept(made, "Ineke Postma", "Hoofd inkoop")
    return made


WEEK = timedelta(weeks=1)
