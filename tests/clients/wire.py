"""Requests as bytes, so that what comes back can be looked at byte by byte."""

from __future__ import annotations

import http.client
import json
import socket
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from tests.lab.daemon import Lab


@dataclass
class Answer:
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(lab: Lab, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
    """One HTTP/1.1 request on a connection of its own; header names with ``_`` for ``-``."""
    connection = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"], timeout=120)
    try:
        connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def xml_call(method: str, *params: str) -> bytes:
    """A methodCall whose parameters are XML-RPC values already, or plain texts."""
    values = (p if p.startswith("<") else escape(p) for p in params)
    inner = "".join(f"<param><value>{v}</value></param>" for v in values)
    return f"<methodCall><methodName>{method}</methodName><params>{inner}</params></methodCall>".encode()


def xml(lab: Lab, method: str, *params: str, path: str = "/") -> Answer:
    """An XML-RPC call."""
    return ask(lab, "POST", path, xml_call(method, *params), Content_Type="text/xml")


def raw_json(lab: Lab, method: str, *params: Any, version: str = "2.0", id_: Any = 0) -> Answer:
    """A JSON-RPC call."""
    call: dict[str, Any] = {"method": method, "params": list(params), "id": id_}
    if version == "2.0":
        call["jsonrpc"] = "2.0"
    return ask(lab, "POST", "/jsonrpc", json.dumps(call).encode(), Content_Type="application/json")


def result(lab: Lab, method: str, *params: Any) -> Any:
    """What a JSON-RPC call with the lab's session answers. AssertionError when it fails."""
    answer = json.loads(raw_json(lab, method, lab.session_ref, *params).body)
    assert "error" not in answer, answer
    return answer["result"]


def error(lab: Lab, method: str, *params: Any) -> list[str]:
    """How a JSON-RPC call with the lab's session fails."""
    answer = json.loads(raw_json(lab, method, lab.session_ref, *params).body)
    return [answer["error"]["message"], *answer["error"]["data"]]


def plug(lab: Lab) -> socket.socket:
    """A bare connection."""
    return socket.create_connection(("127.0.0.1", lab.daemon.ports["http_port"]), timeout=120)


def read_head(connection: socket.socket) -> bytes:
    """The head of an answer, byte by byte so that nothing after it is taken."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        assert byte, head
        head += byte
    return head


def read_all(connection: socket.socket) -> bytes:
    """All that comes until the daemon closes."""
    pieces = []
    while piece := connection.recv(1 << 16):
        pieces.append(piece)
    return b"".join(pieces)
