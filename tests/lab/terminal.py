"""A guest's serial console as a client has it: CONNECT, then bytes both ways."""

from __future__ import annotations

import re
import socket
import time
from types import TracebackType

from tests.lab.daemon import PATIENCE, Lab, until


def connect(lab: Lab, query: str, headers: str = "") -> tuple[int, socket.socket, bytes]:
    """CONNECT /console with that query: the status, the connection, and what came behind the head."""
    link = socket.create_connection(("127.0.0.1", lab.daemon.ports["http_port"]), timeout=PATIENCE)
    link.sendall(f"CONNECT /console?{query} HTTP/1.0\r\n{headers}\r\n".encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        piece = link.recv(4096)
        assert piece, answer
        answer += piece
    head, _, rest = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), link, rest


def console(lab: Lab, vm: str, protocol: str) -> str:
    """The VM's console that speaks ``vt100`` or ``rfb``."""
    [found] = [c for c in lab.api.VM.get_consoles(vm) if lab.api.console.get_protocol(c) == protocol]
    return str(found)


class Terminal:
    """Somebody who types at a guest's root shell."""

    def __init__(self, lab: Lab, vm: str, query: str = "") -> None:
        query = query or f"ref={console(lab, vm, 'vt100')}"
        status, self.link, rest = connect(lab, f"{query}&session_id={lab.session_ref}")
        assert status == 200, (status, rest)
        self._seen = rest
        self._count = 0

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self.link.close()

    def run(self, command: str) -> str:
        """What a command prints; it has to succeed."""
        self._count += 1
        # The quotes keep what is typed, which comes back too, from looking like what is printed.
        line = f"echo BE''GIN-{self._count}; {command}\necho E''ND-{self._count}-$?\n"
        self.link.sendall(line.encode())
        said = self.wait_for(
            rf"BEGIN-{self._count}\r\n(.*?)(?:guest# [^\r\n]*\r\n)?END-{self._count}-(\d+)\r\n"
        )
        assert said[2] == "0", said[0]
        return said[1].replace("\r", "").strip()

    def until(self, command: str, answer: str) -> None:
        """Until the command prints that; for what the guest does in its own time."""
        until(lambda: self.run(f"{command} 2>/dev/null || true") == answer, what=f"{command}: {answer}")

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Read until that was said."""
        end = time.monotonic() + PATIENCE
        while True:
            found = re.search(pattern, self._seen.decode(errors="replace"), re.DOTALL)
            if found:
                return found
            self.link.settimeout(max(end - time.monotonic(), 0.01))
            piece = self.link.recv(65536)
            if not piece:
                raise EOFError(self._seen.decode(errors="replace"))
            self._seen += piece

    def wait_closed(self) -> None:
        """Until the other side ends the connection."""
        self.link.settimeout(PATIENCE)
        while self.link.recv(65536):
            pass
