"""From the body of an RPC request to the body of its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xapid.model.errors import XenError
from xapid.rpc import jsonrpc, xmlrpc
from xapid.rpc.caller import Caller
from xapid.rpc.dispatch import LATER, Dispatcher
from xapid.rpc.wire import Call, NotUtf8


@dataclass(frozen=True, slots=True)
class Codec:
    """One wire format."""

    content_type: str
    #: Raises BadBody or NotUtf8.
    decode: Callable[[bytes], Call]
    success: Callable[[Call, Any], bytes]
    failure: Callable[[Call | None, XenError], bytes]


XML = Codec(xmlrpc.CONTENT_TYPE, xmlrpc.decode, xmlrpc.success, xmlrpc.failure)
JSON = Codec(jsonrpc.CONTENT_TYPE, jsonrpc.decode, jsonrpc.success, jsonrpc.failure)


class Endpoint:
    """Answers RPC bodies."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    def begin(self, codec: Codec, caller: Caller, body: bytes) -> tuple[Call | None, bytes | None]:
        """The call, and its answer when that takes no waiting. Raises BadBody."""
        try:
            call = codec.decode(body)
        except NotUtf8 as refused:
            return None, codec.failure(None, refused.error)
        try:
            value = self._dispatcher.immediate(caller, call.method, call.params)
        except XenError as error:
            return call, codec.failure(call, error)
        return call, None if value is LATER else codec.success(call, value)

    async def finish(self, codec: Codec, caller: Caller, call: Call) -> bytes:
        """The answer of a call that has to be waited for."""

        def encode(value: Any) -> bytes:
            return codec.success(call, value)

        try:
            answer: bytes = await self._dispatcher.call(caller, call.method, call.params, encode)
            return answer
        except XenError as error:
            return codec.failure(call, error)
