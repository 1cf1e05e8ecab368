"""`coop payments stand-in`: plays the provider for the demo, and only there."""

import time
from http.client import HTTPConnection
from pathlib import Path

from invoicing.online.payments_command import _made
from invoicing.online.stand_in import holdings
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


def test_it_answers_who_has_its_key(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    with served(lambda address: _made(address, "http://127.0.0.1:9", "sk_test_a", "whsec", file)) as address:
        for key, status in (("sk_test_a", 404), ("sk_test_b", 401)):
            connection = HTTPConnection(address.removeprefix("http://"), timeout=10)
            connection.request("GET", "/v1/payment_intents/pi_1", headers={"Authorization": f"Bearer {key}"})
            assert connection.getresponse().status == status
            connection.close()


def test_started_again_it_goes_on_where_it_was(tmp_path: Path) -> None:
    file, nobody = tmp_path / "kept.json", "http://127.0.0.1:9"
    line = {"price_data": {"currency": "eur", "unit_amount": "5000"}}
    asked = {"mode": "payment", "success_url": "x", "line_items": {"0": line}}
    before = _made("http://127.0.0.1:1", nobody, "sk", "whsec", file).account
    still_open = before.open_session(asked)
    before.pay(before.open_session(asked), "ideal")
    holdings.pay_out(before)
    before.pay(before.open_session(asked), "card")
    after = _made("http://127.0.0.1:2", nobody, "sk", "whsec", file).account
    assert (after.things.keys(), after.paid_out) == (before.things.keys(), before.paid_out)
    assert holdings.held(after) == holdings.held(before) == 5000 - 100
    assert after.find("checkout.session", still_open["id"])["url"].startswith("http://127.0.0.1:2/pay/")
