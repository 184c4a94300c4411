"""The body of a REST request: read within limits, and one JSON object."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
from aiohttp import web

from xapid.rpc.head import Head
from xapid.rpc.limits import Limits
from xapid.rpc.rest.problem import Problem


async def read_body(request: web.BaseRequest, head: Head, limits: Limits) -> bytes:
    """The whole body, empty if there is none. Raises a problem: 408 (stops coming), 413 (too large)."""
    length = head.content_length or 0
    if length > limits.rpc_body:
        raise Problem(413, f"A body may have {limits.rpc_body} bytes")
    parts = []
    while length:
        try:
            async with asyncio.timeout(limits.silence):
                part = await request.content.readany()
        except TimeoutError:
            raise Problem(408, "The body did not come in time") from None
        if not part:
            raise Problem(400, "The body ended early")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def json_object(head: Head, body: bytes) -> dict[str, Any]:
    """The object that the body holds; none at all is an empty one. Raises a problem: 400, 415."""
    if not body:
        return {}
    kind = head.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise Problem(415, f"The body has to be application/json, not {kind or 'without a type'}")
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Problem(400, f"The body is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise Problem(400, "The body has to be a JSON object")
    return value
