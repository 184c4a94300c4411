"""How full a repository is, as its record says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.sr.declaration import SR
from xapid.objects.sr.repositories import attached
from xapid.storage.errors import SrFull, StorageError


@contextmanager
def room_for(sr: SR, size: int) -> Iterator[None]:
    """Storage that runs out of space in here had none for ``size`` bytes: SR_FULL, by its last figures."""
    try:
        yield
    except SrFull as error:
        free = max(sr.physical_size - sr.physical_utilisation, 0)
        raise XenError("SR_FULL", size, free) from error


async def refresh_space(ctx: Context, sr: SR) -> None:
    """Write down the repository's space, after all that the call did.

    A repository that does not answer keeps its last figures, as when they cannot be written down.
    """
    driver = attached(ctx, sr)
    if driver is None or not sr.alive:
        return
    await ctx.durable()
    with suppress(StorageError, XenError):
        stat = await driver.stat()
        with ctx.change():
            sr.physical_size = stat.physical_size
            sr.physical_utilisation = stat.physical_utilisation
            sr.virtual_allocation = stat.virtual_allocation
        await ctx.durable()
