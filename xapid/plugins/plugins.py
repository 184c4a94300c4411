"""Plugins and extensions of one host, called by name."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from xapid.model.errors import XenError
from xapid.plugins.contract import Answer, BadAnswer, read_answer, write_call
from xapid.plugins.directories import LIBRARY, SHIPPED, find
from xapid.plugins.leftovers import SOCKET_VARIABLE
from xapid.plugins.process import Ended, Runner

log = logging.getLogger(__name__)

#: Of output that went wrong, what a client is shown; of standard error, what is logged.
_SHOWN, _LOGGED = 2000, 4000


class Plugins:
    """Finds and runs the executables of this host."""

    def __init__(self, plugins: Iterable[str], extensions: Iterable[str], *, seconds: float, output: int,
                 at_once: int, socket: Path) -> None:  # fmt: skip
        self._plugins = [*map(Path, plugins), SHIPPED]
        self._extensions = [*map(Path, extensions)]
        self._runner = Runner(seconds, output, at_once, _environment(socket))

    async def call_plugin(self, name: str, function: str, session: str, args: dict[str, str]) -> str:
        """What the function of the plugin answers.

        Raises XENAPI_MISSING_PLUGIN, XENAPI_PLUGIN_FAILURE [status, stdout, stderr], or the plugin's own
        error.
        """
        path = await asyncio.to_thread(find, name, self._plugins)
        if path is None:
            raise XenError("XENAPI_MISSING_PLUGIN", name[:200])
        call = await asyncio.to_thread(write_call, function, (session, args))
        ended = await self._run(path, [call])
        return await asyncio.to_thread(text_of, ended)

    async def has_extension(self, name: str) -> bool:
        """Whether there is an extension of that name."""
        return await asyncio.to_thread(find, name, self._extensions) is not None

    async def call_extension(self, name: str, params: list[Any]) -> Any:
        """What the extension answers to a call with these parameters, whatever type that has.

        Raises MESSAGE_METHOD_UNKNOWN when there is none, XENAPI_PLUGIN_FAILURE when it ends badly,
        EXTENSION_PROTOCOL_FAILURE [response] when that means nothing, or the extension's own error.
        """
        path = await asyncio.to_thread(find, name, self._extensions)
        if path is None:
            raise XenError("MESSAGE_METHOD_UNKNOWN", name[:200])
        call = await asyncio.to_thread(write_call, name, tuple(params))
        ended = await self._run(path, ["--xmlrpc"], call.encode())
        _check(ended)
        try:
            answer = await asyncio.to_thread(read_answer, ended.output)
        except BadAnswer:
            raise XenError("EXTENSION_PROTOCOL_FAILURE", _shown(ended)) from None
        return _value(answer)

    async def _run(self, path: Path, argv: list[str], given: bytes = b"") -> Ended:
        try:
            ended = await self._runner.run([str(path), *argv], given)
        except (OSError, ValueError) as error:  # an argument too long, no processes left
            raise XenError("XENAPI_PLUGIN_FAILURE", f"cannot be run: {error}", "", "") from None
        if ended.complaints:
            log.info("%s says: %s", path.name, ended.complaints.rstrip()[-_LOGGED:])
        return ended


def text_of(ended: Ended) -> str:
    """What a plugin answered. Raises XENAPI_PLUGIN_FAILURE [status, stdout, stderr], or its own error."""
    _check(ended)
    try:
        value = _value(read_answer(ended.output))
    except BadAnswer as error:
        raise _failure(f"no XML-RPC response: {error}", ended) from None
    if not isinstance(value, str):
        raise _failure(f"the answer is of type {type(value).__name__}, not text", ended)
    return value


def _check(ended: Ended) -> None:
    if ended.reason:
        raise _failure(ended.reason, ended)


def _value(answer: Answer) -> Any:
    """What was answered. Raises the executable's own error."""
    if answer.error is not None:
        raise XenError(*answer.error)
    return answer.value


def _failure(status: str, ended: Ended) -> XenError:
    return XenError("XENAPI_PLUGIN_FAILURE", status, _shown(ended), ended.complaints[-_SHOWN:])


def _shown(ended: Ended) -> str:
    return ended.output[:_SHOWN].decode(errors="replace")


def _environment(socket: Path) -> dict[str, str]:
    """What executables see: our Python first, the module for plugins, and how to reach this daemon."""
    path = os.environ.get("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
    return {
        "PATH": f"{Path(sys.executable).parent}:{path}",
        "HOME": "/root",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(LIBRARY),
        "PYTHONDONTWRITEBYTECODE": "1",
        SOCKET_VARIABLE: str(socket.absolute()),
    }
