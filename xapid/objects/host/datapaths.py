"""Which disks the storage of this host holds open, and for whom."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.vbd import VBD
from xapid.storage.errors import StorageError


@message(Host, role=POOL_OPERATOR, asynchronous=False, hidden=True)
async def get_sm_diagnostics(ctx: Context, host: Host) -> str:
    """A line for each repository that is attached, and below it each disk in use with its users.

    A user is the uuid of a VBD, which sm_dp_destroy takes, or an operation under way.
    """
    lines = []
    for driver in ctx.services.storage.attached():
        lines.append(f"SR {driver.spec.uuid} type={driver.spec.type}")
        lines += [f"  VDI {uuid} held by {', '.join(users)}" for uuid, users in driver.users().items()]
    return "\n".join([*lines, ""])


@message(Host, role=POOL_OPERATOR, asynchronous=False, hidden=True)
async def sm_dp_destroy(ctx: Context, host: Host, dp: str, allow_leak: bool) -> None:
    """Close all disks that are open for ``dp``, the uuid of a VBD that no guest has.

    With ``allow_leak`` a repository that does not answer is passed over.
    """
    vbd = ctx.store.by_uuid(VBD, dp)
    if vbd is not None and (vbd.currently_attached or vbd.current_operations):
        raise XenError("OPERATION_NOT_ALLOWED", f"VBD {dp} is still attached to its VM")
    for driver in ctx.services.storage.attached():
        for volume, users in driver.users().items():
            if dp in users:
                try:
                    await driver.deactivate(volume, dp)
                except StorageError:
                    if not allow_leak:
                        raise
