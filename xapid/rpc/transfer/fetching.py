"""Archives that are fetched rather than sent."""

from __future__ import annotations

from urllib.parse import urlsplit

import aiohttp

from xapid.model.errors import XenError
from xapid.objects.certificate.outgoing import trusting
from xapid.objects.context import Context
from xapid.objects.transfer.entering import Options
from xapid.objects.vm import VM
from xapid.rpc.transfer.importing import import_archive

#: Seconds without a byte after which the server counts as gone, and seconds to reach it.
STALL, CONNECT = 60.0, 20.0

_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=STALL)


async def import_from(ctx: Context, url: str, options: Options) -> list[VM]:
    """Make what the archive at an http or https URL holds. IMPORT_ERROR when it cannot be read."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT, auto_decompress=False) as session,
            session.get(url, ssl=await trusting(ctx, public=True)) as answer,
        ):
            if answer.status != 200:
                raise XenError("IMPORT_ERROR", f"{answer.url.host} answers {answer.status} {answer.reason}")
            return await import_archive(ctx, answer.content.read, options)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        # The host alone: a URL may hold a password, and so may what is said of it.
        raise XenError("IMPORT_ERROR", f"{urlsplit(url).hostname}: {type(error).__name__}") from error
