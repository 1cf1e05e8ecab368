"""Serving the stand-in, on this machine only, and delivering its events to the house."""

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from invoicing.online.stand_in.register import Thing
from invoicing.online.stand_in.signed import body_of, signature

LOOPBACK = "127.0.0.1"
TRIES = 3


def delivery(webhook: str, secret: str, now: Callable[[], int]) -> Callable[[Thing], None]:
    """A function that brings events to a webhook, each in a thread of its own, as they come."""

    def deliver(event: Thing) -> None:
        threading.Thread(target=_bring, args=(webhook, secret, now(), event), daemon=True).start()

    return deliver


def _bring(webhook: str, secret: str, moment: int, event: Thing) -> None:
    parts, body = urlsplit(webhook), body_of(event)
    headers = {"Content-Type": "application/json", "Stripe-Signature": signature(body, secret, moment)}
    for _ in range(TRIES):
        try:
            connection = http.client.HTTPConnection(parts.hostname or LOOPBACK, parts.port, timeout=20)
            connection.request("POST", parts.path, body, headers)
            if connection.getresponse().status < 300:
                return
        except OSError:
            continue


@contextmanager
def served(make: Callable[[str], Any], port: int = 0) -> Iterator[str]:
    """Serve what is made for an address, in a thread, while the block lasts; gives the address."""
    server = make_server(LOOPBACK, port, _not_yet, _Server, _Silent)
    address = f"http://{LOOPBACK}:{server.server_port}"
    server.set_app(make(address))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64


class _Silent(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


def _not_yet(_environ: Any, start_response: Any) -> list[bytes]:
    start_response("503 Service Unavailable", [])
    return []
