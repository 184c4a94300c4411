"""The repositories that a fresh host has: one for disks, one for CDs."""

from __future__ import annotations

from pathlib import Path

from xapid.objects.context import Context
from xapid.objects.pool import Pool
from xapid.objects.sr.declaration import SR
from xapid.objects.sr.lifecycle import create


async def ensure_defaults(ctx: Context, pool: Pool) -> None:
    """At the first start: make local storage, the default for disks and memory, and an ISO library."""
    if ctx.store.all(SR):
        return
    directory = ctx.services.state_dir / "storage"
    host = ctx.services.host
    local = await create(ctx, host, {"location": str(_made(directory / "local"))}, 0, "Local storage",
                         "Thin disks in a directory of this host", "ext", "user", False, {})  # fmt: skip
    await create(ctx, host, {"location": str(_made(directory / "iso"))}, 0, "Local ISO library",
                 "Put *.iso files into its directory and scan it", "iso", "iso", False, {})  # fmt: skip
    with ctx.change():
        pool.default_SR = pool.suspend_image_SR = pool.crash_dump_SR = local
        host.suspend_image_sr = host.crash_dump_sr = local


def _made(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True, mode=0o711)
    return path
