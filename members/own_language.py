"""The language of who is signed in: chosen once, it is theirs on every device and in every mail."""

from coop.languages import Choice, language_chosen
from coop.permission import current
from members import login as logins


@language_chosen.subscribe
def keep(choice: Choice) -> None:
    """Keep what somebody chose with their login; who is not signed in has it on the device only."""
    person_id = current().person_id
    login = None if person_id is None else logins.of_person(person_id)
    if login is not None:
        login.read(choice.language)
