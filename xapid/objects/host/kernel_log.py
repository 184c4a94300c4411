"""What the host's kernel said."""

from __future__ import annotations

import asyncio

from xapid.model.errors import internal_error
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host

MOST_BYTES = 1 << 20
SECONDS = 10.0


@message(Host, role=POOL_OPERATOR)
async def dmesg(ctx: Context, host: Host) -> str:
    """The messages of the host's kernel, the last MiB of them. INTERNAL_ERROR when they cannot be read."""
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec("dmesg", stdout=pipe, stderr=pipe)
    except OSError as error:
        raise internal_error(f"dmesg: {error}") from None
    try:
        async with asyncio.timeout(SECONDS):
            said, complaint = await process.communicate()
    except BaseException:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        raise internal_error(complaint.decode(errors="replace").strip()[:300])
    text = said[-MOST_BYTES:].decode(errors="replace")
    return "".join(c if c.isprintable() or c in "\t\n" else "\ufffd" for c in text)
