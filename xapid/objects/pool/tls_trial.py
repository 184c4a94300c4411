"""Trying whether a server can be reached over TLS, and whether its certificate is believed."""

from __future__ import annotations

import asyncio
import ssl

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.certificate.outgoing import for_peers
from xapid.objects.context import Context
from xapid.objects.pool.declaration import Pool

#: Seconds for all of it, and bytes of the longest reply.
DEADLINE = 60.0
MOST_BYTES = 1 << 20


@message(Pool, role=POOL_ADMIN)
async def send_test_post(ctx: Context, host: str, port: int, body: str) -> str:
    """Send the body to a server over TLS by an HTTP POST, and answer its reply.

    Raises SSL_VERIFY_ERROR when its certificate is not believed, and TLS_CONNECTION_FAILED
    when it cannot be reached, does not answer in a minute, or with more than a megabyte.
    """
    if not 0 < port < 65536 or not host or not host.isprintable() or " " in host:
        raise XenError("INVALID_VALUE", "host and port", f"{host[:100]}:{port}")
    context = await for_peers(ctx)
    try:
        async with asyncio.timeout(DEADLINE):
            answer = await _exchange(host, port, context, body.encode())
    except ssl.SSLCertVerificationError as error:
        raise XenError("SSL_VERIFY_ERROR", getattr(error, "verify_message", str(error))) from None
    except (OSError, TimeoutError, EOFError, ValueError):
        raise XenError("TLS_CONNECTION_FAILED", host, port) from None
    return answer.decode(errors="replace")


async def _exchange(host: str, port: int, context: ssl.SSLContext, body: bytes) -> bytes:
    """The body of what an HTTP/1.0 server replies."""
    reader, writer = await asyncio.open_connection(host, port, ssl=context)
    try:
        name = f"[{host}]" if ":" in host else host
        head = f"POST / HTTP/1.0\r\nHost: {name}:{port}\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        reply = bytearray()
        while piece := await reader.read(65536):
            reply += piece
            if len(reply) > MOST_BYTES:
                raise ValueError("too long a reply")
    finally:
        writer.close()
    return bytes(reply).partition(b"\r\n\r\n")[2]
