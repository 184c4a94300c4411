"""Which operations a host allows."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.objects.host.declaration import Host
from xapid.objects.host.enums import HostAllowedOperations as Op
from xapid.objects.operations import OperationTable, other_operation

#: Nothing else happens on a host meanwhile.
_ALONE = frozenset({Op.shutdown, Op.reboot, Op.apply_updates})
_NEED_ENABLED = frozenset({Op.provision, Op.vm_start, Op.vm_resume, Op.vm_migrate})
_NEED_HYPERVISOR = _NEED_ENABLED | {Op.enable}
_NEED_DISABLED = frozenset({Op.shutdown, Op.reboot})

#: A host that answers is switched on, and updates are the distribution's affair.
LISTED = (Op.provision, Op.evacuate, Op.shutdown, Op.reboot, Op.vm_start, Op.vm_resume, Op.vm_migrate,
          Op.enable)  # fmt: skip


def is_booting(host: Host) -> bool:
    """Whether the hypervisor has not answered yet since the daemon started."""
    return host.metrics is not None and not host.metrics.live


def refusal(host: Host, operation: Op, strict: bool) -> XenError | None:
    """Why the operation may not start now, or None."""
    current = set(host.current_operations.values())
    if current & _ALONE or (current and operation in _ALONE) or operation in current & {Op.evacuate}:
        return other_operation(host)
    if operation in _NEED_HYPERVISOR and is_booting(host):
        return XenError("HOST_STILL_BOOTING")
    if operation in _NEED_ENABLED and not host.enabled:
        return XenError("HOST_DISABLED", host.ref)
    if operation in _NEED_DISABLED and host.enabled:
        return XenError("HOST_NOT_DISABLED")
    return None


table = OperationTable(Host, Op, refusal, LISTED)
