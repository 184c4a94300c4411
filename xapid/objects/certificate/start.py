"""At the start: what this host shows and whom it believes, as the records and its files say."""

from __future__ import annotations

from xapid.objects.certificate.expiry import watch_expiry
from xapid.objects.certificate.records import note_own
from xapid.objects.certificate.trusted import admit_clients, wanted_files
from xapid.objects.context import Context
from xapid.objects.pool import Pool
from xapid.trust.files import in_thread


async def start_trust(ctx: Context, pool: Pool) -> None:
    """Make what is missing at the first start, and finish or take back what a crash left half done."""
    services, host = ctx.services, ctx.services.host
    await in_thread(services.pool_secret.load)
    await in_thread(services.pool_secret.keep, services.pool_secret.current)
    services.tls.host_uuid = host.uuid
    await note_own(ctx)
    await services.authorities.run(services.authorities.make_equal, wanted_files(ctx))
    await admit_clients(ctx)
    services.reach.https_only = host.https_only
    with ctx.change():
        pool.is_psr_pending = False
        host.ssl_legacy = False  # no old TLS is served
    services.spawn(watch_expiry(ctx), "expiry of certificates")
