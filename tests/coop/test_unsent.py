"""What the worker gave up is seen by somebody, and can be tried anew once its cause is gone."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from coop import audit, mail, outbox
from coop.audit import AuditLine
from coop.database import db
from coop.outbox import NotFailed, OutboxTask
from coop.permission import Role
from tests.invoicing.cast import wijk

SignIn = Callable[..., FlaskClient]


def a_failed_mail() -> OutboxTask:
    """A mail that could not be sent, as often as we try."""
    mail.send("fatima@example.org", "Je bestelling", "Hallo Fatima")
    task = db.session.query(OutboxTask).one()
    task.state, task.tries, task.trouble = "failed", outbox.TRIES, "SMTPRecipientsRefused"
    db.session.commit()
    return task


def test_a_mail_that_could_not_be_sent_waits_on_the_home_and_goes_once_it_is_tried_again(sign_in: SignIn) -> None:
    wijk()
    task = a_failed_mail()
    treasurer = sign_in(Role.TREASURER)
    assert "bericht kon niet weg" in treasurer.get("/vandaag").text
    page = treasurer.get("/niet-verstuurd").text
    assert "Je bestelling" in page
    assert "fatima@example.org" in page
    assert treasurer.post(f"/niet-verstuurd/{task.id}/opnieuw").status_code == 303
    outbox.work()
    db.session.expire_all()
    assert task.state == "done"
    assert "Alles is verstuurd." in treasurer.get("/niet-verstuurd").text
    told = db.session.query(AuditLine).filter_by(subject=f"outbox_task:{task.id}", what="tried_again").one()
    assert told.actor.startswith("login:")


def test_what_is_tried_already_is_not_tried_twice(sign_in: SignIn) -> None:
    wijk()
    task = a_failed_mail()
    with audit.actor("treasurer"):
        outbox.try_again(task.id)
        with pytest.raises(NotFailed):
            outbox.try_again(task.id)


def test_whom_mail_goes_to_is_not_everybodys_to_see(sign_in: SignIn) -> None:
    assert sign_in(Role.COORDINATOR).get("/niet-verstuurd").status_code == 403
