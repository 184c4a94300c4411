"""The database, or all that makes the host, as byte streams: /pool/xmldbdump, /host_backup, /host_restore."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from xapid.files import write_whole
from xapid.model.errors import XenError, internal_error
from xapid.objects.context import Context
from xapid.objects.host import backup
from xapid.objects.services import Ending
from xapid.rpc.handlers import handler
from xapid.rpc.stream import Refused, StreamRequest
from xapid.rpc.transfer.archive import ArchiveReader, end_of_archive, member
from xapid.rpc.transfer.compression import compressed, unpacked
from xapid.store import schema
from xapid.store.dump import BadDump, read_dump, snapshot, write_dump
from xapid.store.restoring import check

#: The largest dump that is taken, and the largest other file of a backup. Ten thousand VMs need 200 MB.
MAX_DUMP, MAX_FILE = 1 << 30, 1 << 30


async def _dump(ctx: Context) -> bytes:
    """The database as it is now, and as it is on disk."""
    taken = snapshot(ctx.store)
    await ctx.durable()
    return await asyncio.to_thread(lambda: b"".join(write_dump(taken)))


@handler("GET", "/pool/xmldbdump", action="get_pool_xml_db_sync")
async def get_database(request: StreamRequest) -> None:
    """Send the whole database as XML."""
    data = await _dump(request.ctx)
    await request.respond(200, {"Content-Type": "text/xml", "Content-Length": str(len(data))})
    await request.write(data)


@handler("PUT", "/pool/xmldbdump", action="put_pool_xml_db_sync")
async def put_database(request: StreamRequest) -> None:
    """Restore the database from a dump: it is checked, then the daemon starts anew with it.

    ``dry_run`` only checks. COULD_NOT_IMPORT_DATABASE for what cannot be restored.
    """
    ctx, length = request.ctx, request.body.length
    if length is None:
        raise Refused(400, internal_error("A database needs a Content-Length"))
    if length > MAX_DUMP:
        raise Refused(400, XenError("COULD_NOT_IMPORT_DATABASE", f"it is larger than {MAX_DUMP} bytes"))
    await request.respond(200)
    data = await request.body.read_exactly(length)
    if len(data) < length:
        raise XenError("COULD_NOT_IMPORT_DATABASE", "the connection broke off")
    await asyncio.to_thread(_check, ctx, data)
    if request.query("dry_run") == "true":
        return
    await asyncio.to_thread(write_whole, ctx.services.state_dir / backup.DUMP, data)
    ctx.services.end(Ending.restart)


def _check(ctx: Context, data: bytes) -> None:
    """COULD_NOT_IMPORT_DATABASE unless the dump can be restored here."""
    try:
        dump = read_dump(data, schema.build(ctx.store.registry))
        check(dump, ctx.store.registry)
        if len(dump.tables.get("pool", [])) != 1 or not dump.tables.get("host"):
            raise BadDump("there is no pool, or no host, in it")
    except BadDump as error:
        raise XenError("COULD_NOT_IMPORT_DATABASE", str(error)) from None


@handler("GET", "/host_backup", action="get_host_backup")
async def host_backup(request: StreamRequest) -> None:
    """Send all that makes this host but for its disks: a compressed archive that /host_restore takes."""
    ctx = request.ctx
    dump = await _dump(ctx)
    await request.respond(200, {"Content-Type": "application/octet-stream"})
    async with compressed(request.write, "gzip") as write:
        await write(member(backup.DUMP, dump))
        for name, path in await asyncio.to_thread(lambda: list(backup.files(ctx.services.state_dir))):
            await write(member(name, await asyncio.to_thread(path.read_bytes)))
        await write(end_of_archive())


@handler("PUT", "/host_restore", action="put_host_restore")
async def host_restore(request: StreamRequest) -> None:
    """Take a backup of this host, or of one that it is to become; then the daemon starts anew with it."""
    ctx, state = request.ctx, request.ctx.services.state_dir
    await request.respond(200)
    async with AsyncExitStack() as undo:
        coming = await asyncio.to_thread(backup.begin, state)
        undo.callback(backup.give_up, state)
        names = await _receive(request, coming)
        if backup.DUMP not in names:
            raise XenError("RESTORE_SCRIPT_FAILED", "there is no database in the backup")
        await asyncio.to_thread(lambda: _check(ctx, (coming / backup.DUMP).read_bytes()))
        await asyncio.to_thread(backup.finish, state)
        undo.pop_all()
    ctx.services.end(Ending.restart)


async def _receive(request: StreamRequest, coming: Path) -> set[str]:
    names: set[str] = set()
    async with unpacked(request.body.read) as read_exactly:
        archive = ArchiveReader(read_exactly)
        while (found := await archive.next()) is not None:
            place = backup.place_of(coming, found.name)
            most = MAX_DUMP if found.name == backup.DUMP else MAX_FILE
            data = await archive.contents(found, most)
            await asyncio.to_thread(write_whole, place, data)
            names.add(found.name)
    return names
