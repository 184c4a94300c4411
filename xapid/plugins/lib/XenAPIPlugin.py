"""For plugins written in Python: reads the call, finds the function, writes the answer.

    #!/usr/bin/env python3
    import XenAPIPlugin

    def greet(session, args):
        return "hello " + args["name"]

    XenAPIPlugin.dispatch({"greet": greet})

``session.xenapi.CLASS.MESSAGE(...)`` calls the daemon with the rights of whoever called the plugin.
"""

from __future__ import annotations

import http.client
import os
import socket
import sys
import traceback
import xmlrpc.client
from collections.abc import Callable
from typing import Any

Function = Callable[[Any, dict[str, str]], Any]


class Failure(Exception):
    """Raise it to fail with an error code of the plugin's own, and texts that belong to it."""

    def __init__(self, code: str, params: list[str]) -> None:
        super().__init__(code, *params)
        self.code = code
        self.params = [str(p) for p in params]


class _UnixConnection(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(os.environ["XAPID_SOCKET"])


class _UnixTransport(xmlrpc.client.Transport):
    def make_connection(self, host: Any) -> http.client.HTTPConnection:
        return _UnixConnection("localhost")


class Session:
    """The daemon, as seen with one session: ``session.xenapi.VM.get_all()``. Raises Failure."""

    def __init__(self, ref: str, path: str = "") -> None:
        self.handle = ref
        self._path = path
        self._server = xmlrpc.client.ServerProxy("http://localhost/", _UnixTransport(), allow_none=True)

    @property
    def xenapi(self) -> Session:
        return Session(self.handle)

    def __getattr__(self, name: str) -> Session:
        return Session(self.handle, f"{self._path}.{name}" if self._path else name)

    def __call__(self, *params: Any) -> Any:
        answer: Any = getattr(self._server, self._path)(self.handle, *params)
        if answer["Status"] != "Success":
            raise Failure(answer["ErrorDescription"][0], answer["ErrorDescription"][1:])
        return answer["Value"]


def dispatch(functions: dict[str, Function]) -> None:
    """Answer the call in argv[1] with one of the functions, and end the process."""
    call: Any = xmlrpc.client.loads(sys.argv[1])
    (session, args), name = call
    try:
        function = functions.get(name or "")
        if function is None:
            raise Failure("UNKNOWN_FUNCTION", [str(name)])
        told = str(function(Session(str(session)), dict(args)))
        answer: dict[str, Any] = {"Status": "Success", "Value": told}
    except Failure as failure:
        answer = _failed(failure.code, *failure.params)
    except Exception as error:
        traceback.print_exc()
        answer = _failed("-1", type(error).__name__, str(error), traceback.format_exc())
    print(xmlrpc.client.dumps((answer,), methodresponse=True))


def _failed(*description: str) -> dict[str, Any]:
    return {"Status": "Failure", "ErrorDescription": list(description)}
