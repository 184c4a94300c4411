"""Where disks can be read by NBD."""

from __future__ import annotations

import re
from typing import Any

from cryptography import x509

from xapid.model.errors import XenError, internal_error
from xapid.model.messages import message
from xapid.model.roles import VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.network import NetworkPurpose
from xapid.objects.pif import PIF
from xapid.objects.vdi.declaration import VDI
from xapid.objects.vdi.enums import VdiType

_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----\n?", re.DOTALL)


@message(VDI, role=VM_ADMIN, asynchronous=False, errors=("VDI_INCOMPATIBLE_TYPE",),
         params={"return": "vdi_nbd_server_info record set"})  # fmt: skip
async def get_nbd_info(ctx: Context, self: VDI) -> list[dict[str, Any]]:
    """Where and how the disk can be read by NBD: one record for each address, none without a network for it.

    The name of the export holds the caller's session: it is as secret as that, and ends with it.
    """
    if self.type == VdiType.cbt_metadata:
        raise XenError("VDI_INCOMPATIBLE_TYPE", self.ref, self.type)
    port, host = ctx.services.reach.nbd_port, ctx.services.host
    connected = self.SR is not None and any(p.host is host and p.currently_attached for p in self.SR.PBDs)
    addresses = [a for pif in host.PIFs if _purpose(pif) is not None for a in _addresses(pif)]
    if port is None or not connected or ctx.session is None or not addresses:
        return []
    certificate, subject = await _certificate(ctx)
    name = f"/{self.uuid}?session_id={ctx.session.ref}"
    return [
        {"exportname": name, "address": address, "port": port, "cert": certificate,
         "subject": subject}
        for address in addresses
    ]  # fmt: skip


def purpose_of(ctx: Context, address: str) -> NetworkPurpose | None:
    """Which kind of NBD may be spoken at an address of this host; None: none."""
    found = (pif for pif in ctx.services.host.PIFs if address in _addresses(pif))
    return next((purpose for pif in found if (purpose := _purpose(pif)) is not None), None)


def _purpose(pif: PIF) -> NetworkPurpose | None:
    purposes = pif.network.purpose if pif.network is not None else ()
    return next((p for p in (NetworkPurpose.nbd, NetworkPurpose.insecure_nbd) if p in purposes), None)


def _addresses(pif: PIF) -> list[str]:
    return [a for a in (pif.IP, *(six.partition("/")[0] for six in pif.IPv6)) if a]


async def _certificate(ctx: Context) -> tuple[str, str]:
    """What the daemon shows to clients of TLS, with its chain, and a name that it is for."""
    tls = ctx.services.tls
    try:
        shown, text = await tls.shown(tls.clients), (await tls.content(tls.clients) or b"").decode()
        names = shown.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound) as error:
        raise internal_error(f"The certificate of this host cannot be read: {error}") from None
    found = names.get_values_for_type(x509.DNSName)
    found += [str(address) for address in names.get_values_for_type(x509.IPAddress)]
    return "".join(_CERTIFICATE.findall(text)), found[0] if found else ""
