"""The bytes of blobs: each new contents a file of its own, which counts once the record names it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from xapid.files import sync
from xapid.model.errors import XenError
from xapid.objects.blob.declaration import Blob
from xapid.objects.context import Context
from xapid.objects.services import Services
from xapid.store.change import Change
from xapid.store.store import new_uuid

DIRECTORY = "blobs"


def path_of(services: Services, blob: Blob) -> Path | None:
    """The file with the bytes; None until something was written."""
    return services.state_dir / DIRECTORY / blob.file if blob.file else None


def open_file(services: Services, blob: Blob) -> tuple[BinaryIO, int] | None:
    """The file with the bytes, open for reading, and how many there are; None if nothing was written.

    Blocks. What was opened stays whole while new bytes come.
    """
    while (path := path_of(services, blob)) is not None:
        try:
            file = path.open("rb")
        except FileNotFoundError:
            if path_of(services, blob) == path:
                raise
            continue  # new bytes have just come
        return file, os.fstat(file.fileno()).st_size
    return None


async def write(ctx: Context, blob: Blob, pieces: AsyncIterable[bytes]) -> int:
    """Put new bytes in the place of the old ones, all of them or nothing; durable when this returns.

    Returns how many. Raises what ``pieces`` raises, OSError, and HANDLE_INVALID when the blob is gone.
    """
    path = ctx.services.state_dir / DIRECTORY / f"{blob.uuid}.{new_uuid()}"
    try:
        size = await _store(path, pieces)
        old = path_of(ctx.services, blob)
        with ctx.change() as change:
            blob.size, blob.file = size, path.name
            blob.last_updated = datetime.now(UTC)
    except BaseException:
        await asyncio.shield(asyncio.to_thread(path.unlink, missing_ok=True))
        raise
    ctx.services.spawn(_settle(ctx, change.generation, path, old), f"new bytes of blob {blob.uuid}")
    await ctx.durable()
    return size


async def _settle(ctx: Context, generation: int, new: Path, old: Path | None) -> None:
    """Remove the file that the record names no more, whichever the database decides for."""
    try:
        await ctx.store.durable(generation)
    except XenError:
        old = new
    if old is not None:
        await asyncio.to_thread(old.unlink, missing_ok=True)


async def _store(path: Path, pieces: AsyncIterable[bytes]) -> int:
    await asyncio.to_thread(path.parent.mkdir, mode=0o700, exist_ok=True)
    file = await asyncio.to_thread(lambda: path.open("xb"))
    try:
        async for piece in pieces:
            await asyncio.to_thread(file.write, piece)
        size = file.tell()
        await asyncio.to_thread(_finish, file, path.parent)
    finally:
        await asyncio.to_thread(file.close)
    return size


def _finish(file: BinaryIO, directory: Path) -> None:
    """Wait until the file, and that it is there, are on disk."""
    file.flush()
    os.fsync(file.fileno())
    sync(directory)


def look_after_files(ctx: Context) -> None:
    """Remove the files that no blob names, and from now on those of every blob that goes.

    A blob goes with the object that holds it.
    """
    directory = ctx.services.state_dir / DIRECTORY
    known = {blob.file for blob in ctx.store.all(Blob)}
    for path in directory.glob("*"):
        if path.name not in known:
            path.unlink()
    ctx.store.before_change_ends.append(partial(_follow, ctx))


def _follow(ctx: Context, change: Change) -> None:
    for obj in tuple(change.destroyed):
        for ref in obj.raw("blobs").values() if "blobs" in obj.info.fields else ():
            held = ctx.store.get(ref)
            if held is not None:
                ctx.store.destroy(held)
    for obj in change.destroyed:
        if isinstance(obj, Blob) and obj.file:
            path = ctx.services.state_dir / DIRECTORY / obj.file
            ctx.services.spawn(_remove(ctx, path, change.generation), f"removal of blob {obj.uuid}")


async def _remove(ctx: Context, path: Path, generation: int) -> None:
    with suppress(XenError):  # taken back: the blob is still there
        await ctx.store.durable(generation)
        if not any(blob.file == path.name for blob in ctx.store.all(Blob)):
            await asyncio.to_thread(path.unlink, missing_ok=True)
