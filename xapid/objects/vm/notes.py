"""The messages for people about what happened to a VM."""

from __future__ import annotations

from xapid.objects.context import Context
from xapid.objects.message import Cls, post
from xapid.objects.vm.declaration import VM

#: What programs know each by, how urgent it is, and what people read.
NOTES: dict[str, tuple[int, str]] = {
    "VM_STARTED": (5, "has started"),
    "VM_SHUTDOWN": (5, "is shut down"),
    "VM_REBOOTED": (5, "has restarted"),
    "VM_PAUSED": (5, "is paused"),
    "VM_UNPAUSED": (5, "goes on"),
    "VM_SUSPENDED": (5, "is suspended"),
    "VM_RESUMED": (5, "has resumed"),
    "VM_CLONED": (5, "was cloned"),
    "VM_CRASHED": (2, "has crashed"),
}


def tell(ctx: Context, vm: VM, name: str, more: str = "") -> None:
    """Write that down, with ``more`` in the body; nothing about a VM that is gone."""
    if vm.alive:
        priority, said = NOTES[name]
        body = f"VM '{vm.name_label}' {said}" + (f": {more}" if more else "")
        post(ctx, name, priority, Cls.VM, vm.uuid, body)
