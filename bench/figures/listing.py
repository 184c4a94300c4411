"""`xe vm-list` beside `virsh list --all`, as processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from bench.processes import running, state_directory
from bench.row import Row

VMS, ROUNDS = 500, 9


def listing() -> list[Row]:
    """500 VMs; virsh asks libvirt's test driver, which it carries itself."""
    with state_directory() as state:
        node = _node(state / "node.xml")
        with running("bench.server", str(state), str(VMS)) as server:
            environ = {**os.environ, "XAPID_SOCKET": server.socket}
            environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
            xe = [str(Path(sys.executable).with_name("xe")), "vm-list"]
            virsh = ["virsh", "-c", f"test://{node}", "list", "--all"]
            ours, base = [], []
            for _ in range(ROUNDS):
                ours.append(_seconds(xe, environ, "machine 499"))
                base.append(_seconds(virsh, environ, "machine-499"))
    return [
        Row(f"xe vm-list of {VMS}", f"{median(ours) * 1e3:.0f} ms", f"virsh {median(base) * 1e3:.0f} ms",
            median(ours) / median(base), "x", 3, at_least=False)
    ]  # fmt: skip


def _node(path: Path) -> Path:
    domain = (
        "<domain type='test'><name>machine-{}</name><memory>1048576</memory><vcpu>1</vcpu>"
        "<os><type>hvm</type></os></domain>"
    )
    path.write_text("<node>" + "".join(map(domain.format, range(VMS))) + "</node>")
    return path


def _seconds(command: list[str], environ: dict[str, str], expected: str) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    took = time.perf_counter() - began
    if done.returncode or expected not in done.stdout:
        raise RuntimeError(f"{command[0]}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return took
