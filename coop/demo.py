"""The demo on this floor: the wijk itself, and how large its life is played."""

import random
from contextvars import ContextVar
from datetime import date, time

from sqlalchemy import update
from stdnum.iso7064 import mod_97_10

from coop import opening_hours
from coop.database import db
from coop.mail import Mail
from coop.outbox import OutboxTask
from coop.wijk import Wijk

scale: ContextVar[int] = ContextVar("scale", default=1)


def scaled(number: int) -> int:
    """So many as a floor plays, times the scale that was asked for."""
    return number * scale.get()


def made_up_iban(key: int) -> str:
    """The account number of who has this key: it passes its check and is nobody's, for there is no such bank."""
    rest = f"WIJK{key * 104_729 % 10**10:010d}"  # by a prime, so that they lie apart
    return f"NL{mod_97_10.calc_check_digits(f'{rest}NL')}{rest}"


def settle(_random: random.Random) -> None:
    """Found the cooperative of Beijum; its numbers are made up and pass their checks."""
    db.session.add(
        Wijk(
            name="Wijkbedrijf Beijum",
            legal_name="Coöperatie Wijkbedrijf Beijum U.A.",
            street="Ypemaheerd",
            house_number="42",
            postcode="9736 MB",
            city="Groningen",
            email="wijkbedrijf@example.org",
            phone="+31505550142",
            kvk="90000013",
            vat_id="NL123456782B90",
            iban="NL91ABNA0417164300",
            creditor_id="NL13ZZZ900000130000",
            about=(
                "Wij zijn buren uit Beijum. We doen betaalde klussen voor elkaar: "
                "in de tuin, in huis en in de straat.\nWat we verdienen, blijft in de wijk. "
                "Iedereen kan lid worden en meedoen."
            ),
            is_demo=True,
        )
    )
    morning = (time(9), time(12, 30))
    opening_hours.change({0: morning, 1: morning, 3: (time(13), time(16, 30)), 4: morning})
    db.session.flush()


def live(_random: random.Random, _month: date, _until: date) -> None:
    """The ground itself leads no life of its own."""


def close() -> None:
    """Take the mails of this made-up past as sent: nobody is waiting for two years of them."""
    db.session.flush()
    db.session.execute(update(Mail).where(Mail.sent_at.is_(None)).values(sent_at=Mail.made_at))
    db.session.execute(
        update(OutboxTask)
        .where(OutboxTask.kind == "mail", OutboxTask.state == "waiting")
        .values(state="done", done_at=OutboxTask.due_at)
    )


def summary() -> dict[str, object]:
    """Which wijk was loaded."""
    found = db.session.get(Wijk, 1)
    return {"wijk": found.name if found else ""}
