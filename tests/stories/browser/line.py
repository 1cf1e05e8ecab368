"""The line between a phone and the house: it can be down, and it can lose an answer on its way back."""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit


class Line:
    """A door on this machine that passes on each request to the house, and its answer to the phone."""

    def __init__(self, house: str) -> None:
        """Lay a line to the house with this address; it is up."""
        self.is_up = True
        self._lost, self._loses = 0, ""
        self._house = urlsplit(house)
        self._door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        """Where a phone finds the house by this line."""
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def lose_the_next_answer_to(self, request: str) -> None:
        """Carry the next request that begins like this to the house, and let its answer never come back."""
        self._loses = request

    def has_lost(self, answers: int) -> bool:
        """Whether so many answers got lost."""
        return self._lost == answers

    def close(self) -> None:
        """Take the line away."""
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                phone, _ = self._door.accept()
                threading.Thread(target=self._pass_on, args=(phone,), daemon=True).start()

    def _pass_on(self, phone: socket.socket) -> None:
        with phone, suppress(OSError):
            if not self.is_up:
                return
            asked = _whole(phone)
            if not asked:
                return
            with socket.create_connection((self._house.hostname or "", self._house.port or 80)) as house:
                house.sendall(asked)
                answer = b"".join(iter(lambda: house.recv(65536), b""))
            if self._loses and asked.startswith(self._loses.encode()):
                self._loses, self._lost = "", self._lost + 1
                return
            phone.sendall(answer)


def _whole(phone: socket.socket) -> bytes:
    """One request: the house hangs up after each, so that none follows on the same line."""
    asked = b""
    while b"\r\n\r\n" not in asked:
        more = phone.recv(65536)
        if not more:
            return b""
        asked += more
    head, _, body = asked.partition(b"\r\n\r\n")
    told = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0")
    length = int(told.partition(b":")[2])
    while len(body) < length:
        body += phone.recv(65536)
    return head + b"\r\n\r\n" + body
