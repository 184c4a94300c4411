"""Telling the storage again which disks a running VM has open, after the daemon was away."""

from __future__ import annotations

import logging

from xapid.objects.context import Context
from xapid.objects.sr.repositories import attached
from xapid.objects.vbd import VbdMode
from xapid.objects.vm.declaration import VM
from xapid.storage.errors import StorageError

log = logging.getLogger(__name__)


async def reattach(ctx: Context, vm: VM) -> None:
    """Enter every attached disk of the VM as in use; harmless when the storage knows already."""
    for vbd in vm.VBDs:
        vdi = vbd.VDI
        driver = attached(ctx, vdi.SR) if vdi is not None else None
        if driver is None or not vbd.currently_attached:
            continue
        try:
            await driver.activate(vdi.uuid, vbd.uuid, vbd.mode == VbdMode.RO or vdi.read_only)
        except StorageError as error:
            log.warning("disk %s of running VM %s: %s", vdi.uuid, vm.uuid, error)
