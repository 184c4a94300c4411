"""Importing VMs from where a URL says."""

from __future__ import annotations

from urllib.parse import urlsplit

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.sr import SR
from xapid.objects.transfer.entering import Options
from xapid.objects.vm.declaration import VM


@message(VM, role=POOL_OPERATOR)
async def import_(ctx: Context, url: str, sr: SR, full_restore: bool, force: bool) -> list[VM]:
    """Import VMs from an XVA at an http or https URL into the given repository.

    ``full_restore`` keeps their identities, ``force`` passes over what does not fit. IMPORT_ERROR and its
    kin, SR_OPERATION_NOT_SUPPORTED, INVALID_VALUE.
    """
    if sr.content_type == "iso":
        raise XenError("SR_OPERATION_NOT_SUPPORTED", sr.ref)
    try:
        address = urlsplit(url)
    except ValueError:
        raise XenError("INVALID_VALUE", "url", url) from None
    if address.scheme not in ("http", "https") or not address.hostname:
        raise XenError("INVALID_VALUE", "url", url)
    return await ctx.services.import_from(ctx, url, Options(sr=sr, restore=full_restore, force=force))
