"""Clients that ask as fast as they are answered, on connections that stay open. Run as a process.

Standard input: one request a line, in base64; connection i sends line i, and so on round. Eight @ in a
request are a number that is another one each time.
"""

from __future__ import annotations

import base64
import json
import selectors
import socket
import sys
import time


class Client:
    """One connection, one request at a time."""

    def __init__(self, port: int, request: bytes, first: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._before, _, self._after = request.partition(b"@" * 8)
        self._varies = b"@" * 8 in request
        self._number = first
        self._buffer = b""
        self._whole = 0

    def send(self) -> None:
        """Ask."""
        if self._varies:
            self._number += 1
            self.socket.sendall(b"%b%08d%b" % (self._before, self._number, self._after))
        else:
            self.socket.sendall(self._before)

    def receive(self) -> bytes | None:
        """The answer once it is whole."""
        self._buffer += self.socket.recv(1 << 18)
        if not self._whole:
            head, found, _ = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return None
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            self._whole = len(head) + 4 + int(length)
        if len(self._buffer) < self._whole:
            return None
        answer, self._buffer, self._whole = self._buffer, b"", 0
        return answer


def run(port: int, count: int, seconds: float, requests: list[bytes]) -> dict[str, float]:
    """Answers in that time, and how many of them were errors."""
    start = int(time.time() * 10) % 10_000_000
    clients = [Client(port, requests[i % len(requests)], start + i * 10_000) for i in range(count)]
    answers = errors = 0
    with selectors.DefaultSelector() as selector:
        for client in clients:
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.send()
        began = time.perf_counter()
        while (took := time.perf_counter() - began) < seconds:
            for key, _ in selector.select(1.0):
                answer = key.data.receive()
                if answer is not None:
                    answers += 1
                    errors += b"Failure" in answer or b'"error":{' in answer
                    key.data.send()
    return {"answers": answers, "errors": errors, "seconds": took}


if __name__ == "__main__":
    lines = [base64.b64decode(line) for line in sys.stdin]
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), lines)))
