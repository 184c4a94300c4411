"""What xapid itself connects to others with."""

from __future__ import annotations

import ssl

from xapid.objects.certificate.enums import CertificatePurpose
from xapid.objects.context import Context


async def trusting(ctx: Context, purpose: CertificatePurpose | None = None,
                   public: bool = False) -> ssl.SSLContext:  # fmt: skip
    """A context that checks names and certificates against whom the pool trusts, and lists of revoked ones.

    ``purpose``: also believe those that are trusted for it alone; ``public``: also the
    authorities that this machine believes.
    """
    authorities = ctx.services.authorities
    return await authorities.run(authorities.context, str(purpose or ""), public)


async def for_peers(ctx: Context) -> ssl.SSLContext:
    """The same for hosts and services of the pool: it checks nothing until TLS verification is enabled."""
    context = await trusting(ctx)
    if not ctx.services.host.tls_verification_enabled:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
