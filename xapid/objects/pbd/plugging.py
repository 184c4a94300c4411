"""Connecting a host to a repository, and disconnecting it."""

from __future__ import annotations

import logging
from typing import Any

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.implicit import constructor_values
from xapid.objects.message import Cls, post
from xapid.objects.operations import other_operation
from xapid.objects.pbd.declaration import PBD
from xapid.objects.sr import SR
from xapid.objects.sr import StorageOperations as Op
from xapid.objects.sr.scanning import take_in
from xapid.objects.sr.space import refresh_space
from xapid.storage.drivers import DRIVERS
from xapid.storage.spec import SrSpec

log = logging.getLogger(__name__)


def sr_spec(sr: SR, device_config: dict[str, str]) -> SrSpec:
    """The repository as its driver takes it. SR_UNKNOWN_DRIVER for a type that there is no driver for."""
    if sr.type not in DRIVERS:
        raise XenError("SR_UNKNOWN_DRIVER", sr.type)
    return SrSpec(uuid=sr.uuid, type=sr.type, device_config=device_config, sm_config=sr.sm_config,
                  content_type=sr.content_type)  # fmt: skip


@message(PBD, role=POOL_OPERATOR, params={"args": "PBD record"})
async def create(ctx: Context, args: dict[str, Any]) -> PBD:
    """Note how a host reaches a repository; plug connects it. A second one for the host is refused."""
    values = constructor_values(PBD.info, args)
    sr, host = ctx.store.get(values["SR"]), ctx.store.get(values["host"])
    if not isinstance(sr, SR):
        raise XenError("HANDLE_INVALID", "SR", values["SR"])
    if not isinstance(host, Host):
        raise XenError("HANDLE_INVALID", "host", values["host"])
    for other in sr.PBDs:
        if other.host is host:
            raise XenError("PBD_EXISTS", sr.ref, host.ref, other.ref)
    with ctx.change():
        return ctx.store.create(PBD, **values)


@message(PBD, role=POOL_OPERATOR)
async def destroy(ctx: Context, self: PBD) -> None:
    """Delete the note of how a host reaches a repository; unplug it first."""
    if self.SR is not None and self.SR.current_operations:
        raise other_operation(self.SR)
    if self.currently_attached:
        raise XenError("OPERATION_NOT_ALLOWED", "The PBD is plugged")
    with ctx.change():
        ctx.store.destroy(self)


@message(PBD, role=POOL_OPERATOR, errors=("SR_UNKNOWN_DRIVER",))
async def plug(ctx: Context, self: PBD) -> None:
    """Connect the host to the repository, and take in the disks that it holds."""
    sr = self.SR
    if sr is None:
        raise XenError("HANDLE_INVALID", "SR", self.raw("SR"))
    spec = sr_spec(sr, self.device_config)
    with ctx.marked(sr, Op.plug):
        await ctx.services.storage.attach(spec)
        with ctx.change():
            self.currently_attached = True
        await take_in(ctx, sr)
        await refresh_space(ctx, sr)


@message(PBD, role=POOL_OPERATOR)
async def unplug(ctx: Context, self: PBD) -> None:
    """Disconnect the host from the repository. VDI_IN_USE while a VM uses one of its disks."""
    sr = self.SR
    if sr is None:
        raise XenError("HANDLE_INVALID", "SR", self.raw("SR"))
    with ctx.marked(sr, Op.unplug):
        for vdi in sr.VDIs:
            if any(vbd.currently_attached for vbd in vdi.VBDs):
                raise XenError("VDI_IN_USE", vdi.ref, "unplug")
        await ctx.services.storage.detach(sr.uuid)
        with ctx.change():
            self.currently_attached = False


@message(PBD, role=POOL_OPERATOR)
async def set_device_config(ctx: Context, self: PBD, value: dict[str, str]) -> None:
    """Change how an unplugged host reaches the repository."""
    if self.currently_attached:
        raise XenError("OPERATION_NOT_ALLOWED", "The PBD is plugged")
    with ctx.change():
        self.device_config = value


async def plug_again(ctx: Context) -> None:
    """After a start: connect what was connected; what fails is shown as unplugged, the reason is logged."""
    for pbd in ctx.store.all(PBD):
        if pbd.host is not ctx.services.host or not pbd.currently_attached:
            continue
        try:
            await plug(ctx, pbd)
        except Exception as error:
            log.error("repository %s is not there: %s", pbd.SR.uuid if pbd.SR else "?", error)
            with ctx.change():
                pbd.currently_attached = False
                body = f"The repository '{pbd.SR.name_label if pbd.SR else '?'}' is not there: {error}"
                post(ctx, "PBD_PLUG_FAILED_ON_SERVER_START", 3, Cls.Host, ctx.services.host.uuid, body)
