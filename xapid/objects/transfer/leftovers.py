"""VMs whose import the daemon did not live to see the end of."""

from __future__ import annotations

import logging

from xapid.objects.context import Context
from xapid.objects.vm import VM
from xapid.objects.vm.creation import erase

log = logging.getLogger(__name__)


def abandon_imports(ctx: Context) -> None:
    """Delete VMs that came with disks which are still unfinished; the disks go when storage is attached."""
    for vm in ctx.store.all(VM):
        disks = [vbd.VDI for vbd in vm.VBDs if vbd.VDI is not None and vbd.VDI.SR is not None]
        if "import_task" not in vm.other_config or not any(d.uuid in d.SR.unfinished for d in disks):
            continue
        log.warning("VM %s (%s) was only half imported: it is deleted", vm.uuid, vm.name_label)
        with ctx.change():
            erase(ctx, vm)
