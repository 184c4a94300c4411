"""Notes that a certificate ends soon, or has ended."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from xapid.model.errors import XenError
from xapid.model.types import format_datetime
from xapid.objects.certificate.declaration import Certificate
from xapid.objects.certificate.enums import CertificateType
from xapid.objects.certificate.records import OWN
from xapid.objects.context import Context
from xapid.objects.message import Cls, Message, post

log = logging.getLogger(__name__)

SECONDS = 86_400.0

#: What the names of notes begin with, and whose certificate it is, for people.
_WHOSE = {
    CertificateType.host: ("HOST_SERVER_CERTIFICATE", "that a host shows to clients"),
    CertificateType.host_internal: ("HOST_INTERNAL_CERTIFICATE", "that a host shows to its peers"),
    CertificateType.ca: ("POOL_CA_CERTIFICATE", "of an authority that the pool trusts"),
    CertificateType.pinned: ("POOL_PINNED_CERTIFICATE", "of a peer that the pool trusts"),
}

#: Days that are left, the end of the note's name, and how urgent that is; the first that applies counts.
_STAGES = ((0, "EXPIRED", 1), (7, "EXPIRING_07", 1), (14, "EXPIRING_14", 2), (30, "EXPIRING_30", 3))

NAMES = frozenset(f"{prefix}_{end}" for prefix, _ in _WHOSE.values() for _, end, _ in _STAGES)


async def watch_expiry(ctx: Context) -> None:
    """Tell every day, for as long as the daemon runs."""
    while True:
        try:
            tell_expiry(ctx)
        except XenError as error:
            log.warning("notes about certificates have to wait: %s", error)
        await asyncio.sleep(SECONDS)


def tell_expiry(ctx: Context, now: datetime | None = None) -> None:
    """Have exactly the notes that are true now: those of certificates that were replaced go."""
    wanted = dict(_due(each, now or datetime.now(UTC)) for each in ctx.store.all(Certificate))
    with ctx.change():
        for note in ctx.store.all(Message):
            said = (note.name, note.obj_uuid, note.body)
            if note.name in NAMES and wanted.pop(said, None) is None:
                ctx.store.destroy(note)
        for (name, uuid, body), urgent in wanted.items():
            if urgent is not None:
                post(ctx, name, urgent[0], urgent[1], uuid, body)


def _due(certificate: Certificate, now: datetime) -> tuple[tuple[str, str, str], tuple[int, Cls] | None]:
    """Name, object and text of the note about a certificate, its urgency and class; None: no need."""
    prefix, whose = _WHOSE[certificate.type]
    left = certificate.not_after - now
    stage = next((s for s in _STAGES if left <= timedelta(days=s[0])), None)
    if stage is None:
        return (prefix, certificate.uuid, ""), None
    _, end, priority = stage
    has = "has expired" if end == "EXPIRED" else "expires soon"
    date = format_datetime(certificate.not_after)
    body = f"<body><message>The certificate {whose} {has}.</message><date>{date}</date></body>"
    own = certificate.type in OWN
    uuid = certificate.host.uuid if own else certificate.uuid
    return (f"{prefix}_{end}", uuid, body), (priority, Cls.Host if own else Cls.Certificate)
