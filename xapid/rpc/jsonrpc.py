"""JSON-RPC 1.0 and 2.0: the envelope around calls, results and errors."""

from __future__ import annotations

from typing import Any

import orjson

from xapid.model.errors import XenError
from xapid.rpc.json_writer import write_value
from xapid.rpc.wire import MAX_DEPTH, BadBody, Call, NotUtf8, bad_utf8

CONTENT_TYPE = "application/json"


def decode(body: bytes) -> Call:
    """A request object; ``reply`` is (whether it is version 2, the id as JSON). Raises BadBody or NotUtf8."""
    try:
        request = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _why(body, error) from None
    call = _call(request)
    if body.count(b"[") + body.count(b"{") > MAX_DEPTH:
        _check_depth(call.params)
    return call


def _call(request: Any) -> Call:
    if not isinstance(request, dict):
        raise BadBody("a request is one object")
    method, id_ = request.get("method"), request.get("id")
    if not isinstance(method, str):
        raise BadBody("method has to be a string")
    if not isinstance(id_, int | str) or isinstance(id_, bool):
        raise BadBody("id has to be an integer or a string")
    second = request.get("jsonrpc") == "2.0"
    if "jsonrpc" in request and not second:
        raise BadBody("jsonrpc has to be 2.0")
    params = request.get("params")
    if second and params is None:
        params = []
    elif second and isinstance(params, dict):
        params = [params]
    if not isinstance(params, list):
        raise BadBody("params has to be an array")
    return Call(method, params, (second, orjson.dumps(id_)))


def _check_depth(params: list[Any]) -> None:
    level: list[Any] = params
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
        if not inner:
            return
        level = inner
    raise BadBody("nested too deeply")


def _why(body: bytes, error: Exception) -> Exception:
    """Bad JSON, or JSON that only has bytes that are not UTF-8 in a string."""
    try:
        body.decode()
    except UnicodeDecodeError:
        try:
            found = bad_utf8(_call(orjson.loads(body.decode("utf-8", "replace"))).params)
        except (orjson.JSONDecodeError, BadBody):
            found = None
        if found is not None:
            return NotUtf8(found)
    return BadBody(str(error))


def success(call: Call, value: Any) -> bytes:
    """The body that answers ``call`` with ``value``."""
    second, id_ = call.reply
    if second:
        return b'{"jsonrpc":"2.0","result":%b,"id":%b}' % (write_value(value), id_)
    return b'{"result":%b,"error":null,"id":%b}' % (write_value(value), id_)


def failure(call: Call | None, error: XenError) -> bytes:
    """The body that answers ``call`` with an error; without a call, the error of a body not understood."""
    if call is None:
        return b'{"jsonrpc":"2.0","error":%b,"id":0}' % write_value(error.description)
    second, id_ = call.reply
    if second:
        code, params = write_value(error.code), write_value(list(error.params))
        return b'{"jsonrpc":"2.0","error":{"code":1,"message":%b,"data":%b},"id":%b}' % (code, params, id_)
    return b'{"result":null,"error":%b,"id":%b}' % (write_value(error.description), id_)
