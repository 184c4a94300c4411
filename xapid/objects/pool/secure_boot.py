"""Whether the pool's firmware has what guests need for Secure Boot."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.pool.declaration import Pool
from xapid.objects.pool.enums import PoolGuestSecurebootReadiness as Readiness
from xapid.objects.vm.efi_variables import keys_of
from xapid.objects.vm.nvram import vendor_variables


@message(Pool, role=POOL_OPERATOR, asynchronous=False)
async def get_guest_secureboot_readiness(ctx: Context, self: Pool) -> Readiness:
    """Whether the firmware brings the keys for Secure Boot of guests, and a list of what was revoked."""
    keys = keys_of(await vendor_variables(ctx)).keys()
    if not {"PK", "KEK", "db"} <= keys:
        return Readiness.not_ready
    return Readiness.ready if "dbx" in keys else Readiness.ready_no_dbx
