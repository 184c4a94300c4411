"""Reports of the host's state for those who help."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import quoteattr

from xapid.machine import archive, report, upload
from xapid.machine.errors import Unsupported
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.certificate.outgoing import trusting
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.host.records import shown_records

#: The entry that holds the database, without secrets.
DATABASE = report.Entry("xapid-db", "yes", 64 << 20)
ENTRIES = {**report.ENTRIES, DATABASE.key: DATABASE}
#: What GET /host_logs_download brings.
LOGS = ("xapid-logs", "audit-log", "hypervisor-logs", "kernel-log")
#: Seconds that an entry may take, as clients are told.
_MOST_SECONDS = 60
UPLOAD_SECONDS = 1800.0


@message(Host, role=READ_ONLY, asynchronous=False, emergency=True)
async def get_system_status_capabilities(ctx: Context, host: Host) -> str:
    """What a report of the host's state can hold, as XML: each entry's key, size, time and privacy."""
    return capabilities()


def capabilities() -> str:
    """The same, for GET /system-status."""
    lines = [
        f"<capability key={quoteattr(entry.key)} pii={quoteattr(entry.personal)} default-checked=\"yes\""
        f' min-size="0" max-size="{entry.most}" min-time="0" max-time="{_MOST_SECONDS}"'
        ' content-type="text/plain"/>'
        for entry in ENTRIES.values()
    ]  # fmt: skip
    return f'<?xml version="1.0" ?><system-status-capabilities>{"".join(lines)}</system-status-capabilities>'


@asynccontextmanager
async def report_file(ctx: Context, keys: Sequence[str], form: str) -> AsyncIterator[Path]:
    """A report with those entries in an archive of that form; the file is gone afterwards.

    INVALID_VALUE for an entry or a form that there is not, SYSTEM_STATUS_RETRIEVAL_FAILED when it cannot be
    made.
    """
    for key in keys:
        if key not in ENTRIES:
            raise XenError("INVALID_VALUE", "entries", key)
    if form not in archive.FORMS:
        raise XenError("INVALID_VALUE", "output", form)
    parts: list[archive.Part] = []
    for key in dict.fromkeys(keys):
        entry = ENTRIES[key]
        if entry is DATABASE:
            parts.append((f"{key}/records.json", shown_records(ctx.store), entry.most))
        else:
            found = await report.contents(ctx.services.config, entry)
            parts += [(name, source, entry.most) for name, source in found]
    folder = f"xapid-report-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    with tempfile.NamedTemporaryFile(dir=ctx.services.state_dir, prefix=".report-") as file:
        try:
            await asyncio.to_thread(archive.pack, file, form, folder, parts, ctx.services.config.report_size)
            file.flush()
        except OSError as error:
            raise XenError("SYSTEM_STATUS_RETRIEVAL_FAILED", error.strerror or str(error)) from None
        yield Path(file.name)


@message(Host, role=POOL_OPERATOR)
async def bugreport_upload(ctx: Context, host: Host, url: str, options: dict[str, str]) -> None:
    """Collect a report of the host's state and PUT it to the address, http or https.

    Option ``http_proxy`` names a proxy. INVALID_VALUE for another kind of address; INTERNAL_ERROR with what
    the server answered.
    """
    proxy = options.get("http_proxy", "")
    try:
        upload.check(url, proxy)  # before a report is made that nobody would get
    except Unsupported:
        raise XenError("INVALID_VALUE", "url", url) from None
    async with report_file(ctx, list(ENTRIES), "tar.bz2") as path:
        trust = await trusting(ctx, public=True)
        # In a thread that may be given up: a server that trickles must not hold the daemon's end.
        await ctx.services.uploading.call(lambda: upload.put(path, url, trust, proxy), UPLOAD_SECONDS)
