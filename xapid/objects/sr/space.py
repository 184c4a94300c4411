"""How full a repository is, as its record says."""

from __future__ import annotations

from contextlib import suppress

from xapid.objects.context import Context
from xapid.objects.sr.declaration import SR
from xapid.objects.sr.repositories import attached
from xapid.storage.errors import StorageError


async def refresh_space(ctx: Context, sr: SR) -> None:
    """Write down the repository's space; one that does not answer keeps its last figures."""
    driver = attached(ctx, sr)
    if driver is None or not sr.alive:
        return
    with suppress(StorageError):
        stat = await driver.stat()
        with ctx.change():
            sr.physical_size = stat.physical_size
            sr.physical_utilisation = stat.physical_utilisation
            sr.virtual_allocation = stat.virtual_allocation
