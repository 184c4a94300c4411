"""kill -9 at any step leaves nothing that the next `reconcile` does not mend or clean up."""

import asyncio
import sys
from pathlib import Path

from tests.network.namespace import PATIENCE, Namespace

ROOT = Path(__file__).parents[2]


async def test_killed_before_each_step(host: Namespace, guest: Namespace, tmp_path: Path) -> None:
    host.veth("up0", "gw0", guest)
    host.run("ip", "addr", "add", "10.1.0.2/24", "dev", "up0")
    host.run("ip", "route", "add", "default", "via", "10.1.0.1")
    argv = host.command(sys.executable, "-m", "tests.network.crash", str(tmp_path))
    pipe = asyncio.subprocess.PIPE
    lives = await asyncio.create_subprocess_exec(*argv, stdout=pipe, stderr=pipe, cwd=ROOT)
    async with asyncio.timeout(3 * PATIENCE):
        out, complaints = await lives.communicate()
    assert lives.returncode == 0, complaints.decode()
    assert int(out) > 40, complaints.decode()
    assert host.servers(tmp_path / "dhcp") == []
