"""The other processes of a measurement: servers, and clients that put load on them."""

from __future__ import annotations

import base64
import http.client
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson


class Server:
    """A running server: its port and, for xapid, a session."""

    def __init__(self, process: subprocess.Popen[bytes], said: dict[str, Any], seconds: float) -> None:
        self._process = process
        self.pid = process.pid
        #: Everything that it said when it was ready.
        self.said = said
        self.port: int = said["port"]
        self.session: str = said.get("session", "")
        self.socket: str = said.get("socket", "")
        #: From its start to its first word.
        self.seconds = seconds
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port)

    def end(self) -> None:
        """Let it stop, and wait for that; harmless if it has."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def call(self, method: str, *params: Any) -> Any:
        """A call over JSON-RPC, with the session put first. RuntimeError when it fails."""
        answer = orjson.loads(self.post("/jsonrpc", self.json_call(method, *params)))
        if answer.get("error"):
            raise RuntimeError(answer["error"])
        return answer["result"]

    def post(self, path: str, body: bytes) -> bytes:
        """One request on a connection that stays open."""
        self._connection.request("POST", path, body, {"Content-Type": "application/json"})
        return self._connection.getresponse().read()

    def get(self, path: str) -> bytes:
        """The same, to read something over REST."""
        self._connection.request("GET", path, headers={"X-Session-Id": self.session})
        return self._connection.getresponse().read()

    def json_call(self, method: str, *params: Any) -> bytes:
        """The body of a call over JSON-RPC."""
        return orjson.dumps({"jsonrpc": "2.0", "method": method, "params": [self.session, *params], "id": 1})

    def xml_call(self, method: str, *params: str) -> bytes:
        """The body of a call with text parameters over XML-RPC."""
        values = "".join(f"<param><value>{p}</value></param>" for p in (self.session, *params))
        return (
            f"<?xml version='1.0'?><methodCall><methodName>{method}</methodName>"
            f"<params>{values}</params></methodCall>"
        ).encode()


def request(path: str, body: bytes) -> bytes:
    """A whole HTTP request."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


@contextmanager
def running(module: str, *arguments: str) -> Iterator[Server]:
    """One of our server modules as a process, ended with the block."""
    began = time.perf_counter()
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"{module} ended with {process.wait()}")
    server = Server(process, json.loads(line), time.perf_counter() - began)
    try:
        yield server
    finally:
        server.end()


@contextmanager
def state_directory() -> Iterator[Path]:
    """A directory for a server's state, gone with the block. Its path is short, for sockets."""
    made = Path(tempfile.mkdtemp(prefix="xb-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def xapid(vms: int) -> Iterator[Server]:
    """A server with that many VMs on a fresh database."""
    with state_directory() as state, running("bench.server", str(state), str(vms)) as server:
        yield server


def load(server: Server, clients: int, seconds: float, requests: list[bytes]) -> float:
    """Answers a second to so many clients. RuntimeError when one was an error."""
    lines = b"\n".join(map(base64.b64encode, requests))
    command = [sys.executable, "-m", "bench.load", str(server.port), str(clients), str(seconds)]
    said = json.loads(subprocess.run(command, input=lines, stdout=subprocess.PIPE, check=True).stdout)
    if said["errors"] or not said["answers"]:
        raise RuntimeError(f"{said['errors']} errors in {said['answers']} answers")
    return float(said["answers"] / said["seconds"])
