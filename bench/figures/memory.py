"""Memory of a daemon with many objects."""

from __future__ import annotations

from pathlib import Path

from bench.processes import Server, running, state_directory
from bench.row import Row

CLASSES = ("VM", "VDI", "VBD", "VIF", "VM_metrics", "VM_guest_metrics")
MIB = 1 << 10  # in the kB that the kernel tells


def memory() -> list[Row]:
    """1,000 VMs, 8,000 objects: after a start on a filled database, and after everything was read."""
    with state_directory() as state:
        with running("bench.server", str(state), "1000") as server:
            objects = sum(len(server.call(f"{name}.get_all")) for name in CLASSES)
        with running("bench.server", str(state), "0") as server:
            fresh = _resident(server)
            for name in CLASSES:
                server.call(f"{name}.get_all_records")
                server.post("/RPC2", server.xml_call(f"{name}.get_all_records"))
            used, peak = _resident(server), _resident(server, "VmHWM")
    return [
        Row(f"memory, {objects:,} objects, all read in both protocols", f"{used:.0f} MiB",
            f"fresh {fresh:.0f}, peak {peak:.0f}", used, "MiB", 180, at_least=False)
    ]  # fmt: skip


def _resident(server: Server, key: str = "VmRSS") -> float:
    for line in Path(f"/proc/{server.pid}/status").read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1]) / MIB
    raise RuntimeError(f"the kernel does not tell {key}")
