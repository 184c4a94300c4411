"""The licence of the host: there is one edition, free, and it does not end."""

from __future__ import annotations

from xapid.config import Config
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import NOBODY, POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host

EDITION = "xapid"
#: The day by which clients judge that a licence has not run out.
LICENCE_END = "20991231T23:59:59Z"


def parameters(config: Config, sockets: int) -> dict[str, str]:
    """What clients read of the licence."""
    return {"sku_type": "free", "expiry": LICENCE_END, "version": config.product_version, "company": "",
            "productcode": "", "sockets": str(sockets), "grace": "no"}  # fmt: skip


def require_edition(edition: str) -> None:
    """INVALID_EDITION for one that there is not."""
    if edition != EDITION:
        raise XenError("INVALID_EDITION", edition)


@message(Host, role=POOL_OPERATOR, asynchronous=False)
async def apply_edition(ctx: Context, host: Host, edition: str, force: bool = False) -> None:
    """Put the edition in force on the host: there is one. INVALID_EDITION for any other."""
    require_edition(edition)
    with ctx.change():
        host.edition = edition


@message(Host, role=POOL_OPERATOR, errors=("LICENSE_PROCESSING_ERROR",))
async def license_add(ctx: Context, host: Host, contents: str) -> None:
    """Add a licence: LICENSE_PROCESSING_ERROR, since no text is one."""
    raise XenError("LICENSE_PROCESSING_ERROR")


@message(Host, role=POOL_OPERATOR)
async def license_remove(ctx: Context, host: Host) -> None:
    """Take away all licences that the host has: it has none, so nothing changes."""


@message(Host, role=NOBODY, hidden=True, pool_internal=True)
async def set_license_params(ctx: Context, self: Host, value: dict[str, str]) -> None:
    """Replace the details of the host's licence."""
    with ctx.change():
        self.license_params = value
