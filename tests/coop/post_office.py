"""A stand-in for the mail server: on this machine, it accepts everything and keeps what it received."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def post_office() -> Iterator[tuple[str, list[str]]]:
    """Be open; gives its address and the letters it received. A letter that breaks off half way is none."""
    received: list[str] = []

    class Counter(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(ConnectionError):  # who came was killed
                self._talk()

        def _talk(self) -> None:
            self.wfile.write(b"220 hier\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 ga door\r\n")
                    if not self._takes_letter():
                        return
                self.wfile.write(b"221 dag\r\n" if word == b"QUIT" else b"250 goed\r\n")
                if word == b"QUIT":
                    return

        def _takes_letter(self) -> bool:
            letter = b""
            while line := self.rfile.readline():
                if line == b".\r\n":
                    received.append(letter.decode())
                    return True
                letter += line
            return False

    class Office(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Office(("127.0.0.1", 0), Counter) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"smtp://127.0.0.1:{server.server_address[1]}", received
        finally:
            server.shutdown()
            thread.join()
