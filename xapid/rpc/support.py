"""Reports for support: GET /system-status and GET /host_logs_download."""

from __future__ import annotations

import asyncio

from xapid.machine.archive import FORMS
from xapid.model.errors import XenError
from xapid.objects.host import support
from xapid.rpc.handlers import handler
from xapid.rpc.stream import Refused, StreamRequest

_PIECE = 1 << 20


@handler("GET", "/system-status", action="get_system_status")
async def system_status(request: StreamRequest) -> None:
    """A report of the host's state: ``entries`` of it, as ``output``; with ``list`` what it could hold."""
    if "list" in request.head.query:
        data = support.capabilities().encode()
        await request.respond(200, {"Content-Type": "text/xml", "Content-Length": str(len(data))})
        await request.write(data)
        return
    asked = [key for key in request.query("entries").split(",") if key]
    await _send(request, asked or list(support.ENTRIES), request.query("output", "tar"), "system-status")


@handler("GET", "/host_logs_download", action="get_host_logs_download")
async def host_logs_download(request: StreamRequest) -> None:
    """The logs of the host, a compressed tar."""
    await _send(request, support.LOGS, "tar.gz", "logs")


async def _send(request: StreamRequest, keys: list[str] | tuple[str, ...], form: str, name: str) -> None:
    try:
        async with support.report_file(request.ctx, keys, form) as path:
            file = await asyncio.to_thread(path.open, "rb")
            with file:
                await request.respond(200, {
                    "Content-Type": FORMS[form], "Content-Length": str(path.stat().st_size),
                    "Content-Disposition": f'attachment; filename="{name}.{form}"',
                })  # fmt: skip
                while data := await asyncio.to_thread(file.read, _PIECE):
                    await request.write(data)
    except XenError as error:
        raise Refused(400 if error.code == "INVALID_VALUE" else 500, error) from None
