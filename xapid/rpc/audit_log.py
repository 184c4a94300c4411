"""The audit log as a download: GET /audit_log?since=TIME."""

from __future__ import annotations

from xapid.audit.line import read_since
from xapid.model.errors import XenError
from xapid.rpc.handlers import handler
from xapid.rpc.stream import Refused, StreamRequest

#: Seconds that lines which are being written are waited for, and that a piece may take to read.
FLUSH_SECONDS, READ_SECONDS = 5.0, 60.0


@handler("GET", "/audit_log", action="get_audit_log")
async def get_audit_log(request: StreamRequest) -> None:
    """Send the lines from a time on, all of them without one, the newest last. 400 for what is no time."""
    try:
        since = read_since(request.query("since"))
    except ValueError as error:
        raise Refused(400, XenError("INVALID_VALUE", "since", str(error))) from None
    trail = request.ctx.services.audit
    read = request.ctx.services.reading.call
    await read(lambda: trail.flush(FLUSH_SECONDS), 2 * FLUSH_SECONDS)
    await request.respond(headers={"content-type": "text/plain; charset=utf-8"})
    pieces = trail.read(since)
    while (piece := await read(lambda: next(pieces, None), READ_SECONDS)) is not None:
        await request.write(piece)
