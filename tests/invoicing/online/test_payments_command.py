"""`coop payments stand-in`: plays the provider for the demo, and only there."""

import time
from http.client import HTTPConnection

from invoicing.online.payments_command import _made
from invoicing.online.stand_in.serving import delivery, served


def test_its_events_find_their_way_to_the_house() -> None:
    heard: list[str] = []

    def house(environ: dict[str, object], start_response: object) -> list[bytes]:
        heard.append(str(environ["PATH_INFO"]))
        start_response("204 No Content", [])  # type: ignore[operator]
        return []

    with served(lambda _address: house) as address:
        delivery(f"{address}/betaalprovider/berichten", "whsec", lambda: 1)({"id": "evt_1"})
        end = time.monotonic() + 10
        while not heard and time.monotonic() < end:
            time.sleep(0.01)
    assert heard == ["/betaalprovider/berichten"]


def test_it_answers_who_has_its_key() -> None:
    with served(lambda address: _made(address, "http://127.0.0.1:9", "sk_test_a", "whsec")) as address:
        for key, status in (("sk_test_a", 404), ("sk_test_b", 401)):
            connection = HTTPConnection(address.removeprefix("http://"), timeout=10)
            connection.request("GET", "/v1/payment_intents/pi_1", headers={"Authorization": f"Bearer {key}"})
            assert connection.getresponse().status == status
            connection.close()
