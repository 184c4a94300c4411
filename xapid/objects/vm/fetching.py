"""Importing VMs from where a URL says."""

from __future__ import annotations

import aiohttp
from yarl import URL

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.sr import SR
from xapid.objects.transfer.entering import Options
from xapid.objects.vm.declaration import VM

#: Seconds without a byte after which the server counts as gone, and seconds to reach it.
STALL, CONNECT = 60.0, 20.0

_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=STALL)


@message(VM, role=POOL_OPERATOR, errors=("IMPORT_ERROR", "SR_OPERATION_NOT_SUPPORTED"))
async def import_(ctx: Context, url: str, sr: SR, full_restore: bool, force: bool) -> list[VM]:
    """Import VMs from an XVA at an http or https URL into the given repository.

    ``full_restore`` keeps their identities, ``force`` passes over what does not fit.
    """
    if sr.content_type == "iso":
        raise XenError("SR_OPERATION_NOT_SUPPORTED", sr.ref)
    try:
        address = URL(url)
    except ValueError:
        address = URL()
    if address.scheme not in ("http", "https") or not address.host:
        raise XenError("INVALID_VALUE", "url", url)
    options = Options(sr=sr, restore=full_restore, force=force)
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT, auto_decompress=False) as session,
            session.get(address) as answer,
        ):
            if answer.status != 200:
                raise XenError("IMPORT_ERROR", f"{address.host} answers {answer.status} {answer.reason}")
            return await ctx.services.import_archive(ctx, answer.content.read, options)
    except (aiohttp.ClientError, TimeoutError) as error:
        reason = str(error) or type(error).__name__
        raise XenError("IMPORT_ERROR", f"{address.host} cannot be read: {reason}") from None
