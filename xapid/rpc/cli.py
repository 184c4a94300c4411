"""POST /cli: hands the arguments and the connection to the server side of xe."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from xapid.rpc import replies
from xapid.rpc.caller import Caller
from xapid.rpc.exchange import Exchange
from xapid.rpc.limits import Limits

log = logging.getLogger(__name__)

#: Talks to one xe: arguments, one per line, and then the connection as a two-way stream.
CommandLine = Callable[[asyncio.StreamReader, asyncio.StreamWriter, bytes, Caller], Awaitable[None]]


async def serve_commands(serve: CommandLine | None, limits: Limits, exchange: Exchange) -> bool:
    """Read the arguments and serve: whether the request was read whole."""
    length, reader, writer = exchange.head.content_length, exchange.reader, exchange.writer
    if length is None or length > limits.cli_body:
        writer.write(replies.error(400, f"A Content-Length of at most {limits.cli_body} is needed"))
        return False
    if serve is None:
        writer.write(replies.error(501, "This daemon has no command line"))
        return False
    try:
        async with asyncio.timeout(limits.head_time):
            body = await reader.readexactly(length)
        await serve(reader, writer, body, exchange.caller)
    except (asyncio.IncompleteReadError, TimeoutError, ConnectionError) as error:
        log.info("xe at %s left: %s", exchange.caller.address or "the socket", error)
    except Exception:
        log.exception("the command line failed unexpectedly")
    return True
