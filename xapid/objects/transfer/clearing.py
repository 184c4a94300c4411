"""What of a record stays here when it is exported: what is under way, and what only this host means."""

from __future__ import annotations

from typing import Any

from xapid.model.objects import ClassInfo

#: Fields that say what is under way, or what hangs on other objects of this host alone.
_ALWAYS: dict[str, tuple[str, ...]] = {
    "VM": ("current_operations", "allowed_operations", "crash_dumps", "consoles", "blobs",
           "protection_policy"),
    "VBD": ("current_operations", "allowed_operations", "metrics"),
    "VIF": ("current_operations", "allowed_operations", "metrics"),
    "VDI": ("current_operations", "allowed_operations", "crash_dumps"),
    "SR": ("current_operations", "allowed_operations", "PBDs"),
    "network": ("current_operations", "allowed_operations", "PIFs"),
}  # fmt: skip

#: Cleared unless the power state goes along.
_STATE: dict[str, tuple[str, ...]] = {
    "VM": ("power_state", "suspend_VDI"),
    "VBD": ("currently_attached",),
    "VIF": ("currently_attached",),
}

#: Cleared unless snapshots go along.
_SNAPSHOTS = ("is_a_snapshot", "snapshot_of", "parent", "snapshots", "snapshot_time",
              "transportable_snapshot_id")  # fmt: skip

#: All that a reader needs to know of a host; the rest is nobody's business elsewhere.
_OF_HOST = ("uuid", "name_label", "name_description", "hostname", "address", "enabled")


def cleared(info: ClassInfo, record: dict[str, Any], *, keep_state: bool,
            keep_snapshots: bool) -> dict[str, Any]:  # fmt: skip
    """The record as it leaves the host."""
    if info.name == "host":
        names = [n for n in record if n not in _OF_HOST]
    else:
        names = [*_ALWAYS.get(info.name, ())]
        names += () if keep_state else _STATE.get(info.name, ())
        names += () if keep_snapshots or info.name != "VM" else _SNAPSHOTS
    return {**record, **{name: info.fields[name].type.zero() for name in names}}
