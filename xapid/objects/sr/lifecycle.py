"""Making repositories, entering existing ones, and giving them up."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any
from xml.sax.saxutils import escape

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import NOBODY, POOL_OPERATOR, READ_ONLY
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.pbd.declaration import PBD
from xapid.objects.pbd.plugging import plug, sr_spec, unplug
from xapid.objects.setters import declare_setters
from xapid.objects.sr.declaration import SR
from xapid.objects.sr.enums import StorageOperations as Op
from xapid.objects.sr_stat import SrHealth
from xapid.objects.undo import quietly
from xapid.objects.vdi.unfinished import finish, forget_record, note
from xapid.storage.drivers import DRIVERS
from xapid.storage.spec import ProbeResult, SrSpec
from xapid.store.store import new_uuid


@message(SR, role=POOL_OPERATOR, errors=("SR_UNKNOWN_DRIVER",))
async def create(ctx: Context, host: Host, device_config: dict[str, str], physical_size: int, name_label: str,
                 name_description: str, type: str, content_type: str, shared: bool,
                 sm_config: dict[str, str] = {}) -> SR:  # noqa: B006 # fmt: skip
    """Make a repository where device_config says, and connect the host to it."""
    spec = _spec_of_new(type, device_config, sm_config, content_type)
    driver = ctx.services.storage.driver(spec)
    async with AsyncExitStack() as undo:
        with ctx.change():
            sr = ctx.store.create(
                SR, uuid=spec.uuid, name_label=name_label, name_description=name_description, type=type,
                content_type=spec.content_type, shared=shared, sm_config=sm_config,
            )  # fmt: skip
            pbd = ctx.store.create(PBD, SR=sr, host=host, device_config=device_config)
            note(ctx, sr, sr.uuid)
        undo.callback(_delete, ctx, sr)
        await ctx.durable()
        await driver.create_sr()
        undo.push_async_callback(driver.destroy_sr)
        await plug(ctx, pbd)
        undo.push_async_callback(unplug, ctx, pbd)
        finish(ctx, sr, sr.uuid)
        await ctx.durable()
        undo.pop_all()
    return sr


def _spec_of_new(type: str, device_config: dict[str, str], sm_config: dict[str, str],
                 content_type: str) -> SrSpec:  # fmt: skip
    if type not in DRIVERS:
        raise XenError("SR_UNKNOWN_DRIVER", type)
    return SrSpec(uuid=new_uuid(), type=type, device_config=device_config, sm_config=sm_config,
                  content_type=content_type or DRIVERS[type].info.content_type)  # fmt: skip


async def abandon_unfinished(ctx: Context) -> None:
    """At the start: take away the repositories that an earlier daemon was just making when it died."""
    for sr in ctx.store.all(SR):
        if sr.uuid not in sr.raw("unfinished"):
            continue
        for pbd in sr.PBDs:
            driver = ctx.services.storage.driver(sr_spec(sr, pbd.device_config))
            await quietly(driver.destroy_sr)
        _delete(ctx, sr)


@message(SR, role=POOL_OPERATOR)
async def introduce(ctx: Context, uuid: str, name_label: str, name_description: str, type: str,
                    content_type: str, shared: bool, sm_config: dict[str, str] = {}) -> SR:  # noqa: B006 # fmt: skip
    """Enter a repository that exists already; a PBD that is plugged then finds its disks."""
    if type not in DRIVERS:
        raise XenError("SR_UNKNOWN_DRIVER", type)
    if ctx.store.by_uuid(SR, uuid) is not None:
        raise XenError("SR_UUID_EXISTS", uuid)
    with ctx.change():
        return ctx.store.create(
            SR, uuid=uuid or new_uuid(), name_label=name_label, name_description=name_description, type=type,
            content_type=content_type or DRIVERS[type].info.content_type, shared=shared, sm_config=sm_config,
        )  # fmt: skip


@message(SR, role=POOL_OPERATOR, operation=Op.destroy, errors=("SR_HAS_PBD",))
async def destroy(ctx: Context, sr: SR) -> None:
    """Delete an unplugged repository and everything in it. SR_HAS_PBD while a host is connected."""
    _require_unplugged(sr)
    pbds = sr.PBDs
    if not pbds:
        raise XenError("SR_HAS_NO_PBDS", sr.ref)
    driver = ctx.services.storage.driver(sr_spec(sr, pbds[0].device_config))
    await driver.attach_sr()
    try:
        for volume in await driver.scan():
            if not volume.is_hidden_base:
                await driver.destroy(volume.uuid)
        await driver.collect()
    finally:
        await driver.detach_sr()
    await driver.destroy_sr()
    _delete(ctx, sr)


@message(SR, role=POOL_OPERATOR, operation=Op.forget, errors=("SR_HAS_PBD",))
async def forget(ctx: Context, sr: SR) -> None:
    """Delete the records of an unplugged repository; what is stored stays."""
    _require_unplugged(sr)
    _delete(ctx, sr)


def _require_unplugged(sr: SR) -> None:
    if any(pbd.currently_attached for pbd in sr.PBDs):
        raise XenError("SR_HAS_PBD", sr.ref)


def _delete(ctx: Context, sr: SR) -> None:
    ctx.services.unfinished.discard(sr.uuid)
    if not sr.alive:
        return
    with ctx.change():
        for vdi in sr.VDIs:
            forget_record(ctx, vdi)
        for pbd in sr.PBDs:
            ctx.store.destroy(pbd)
        ctx.store.destroy(sr)


@message(SR, role=READ_ONLY, asynchronous=False)
async def get_supported_types(ctx: Context) -> list[str]:
    """The kinds of repositories that this host has drivers for."""
    return sorted(DRIVERS)


@message(SR, role=POOL_OPERATOR)
async def probe(ctx: Context, host: Host, device_config: dict[str, str], type: str,
                sm_config: dict[str, str] = {}) -> str:  # noqa: B006 # fmt: skip
    """Look at the place that device_config names; answers XML with the repositories found there."""
    if type not in DRIVERS:
        raise XenError("SR_UNKNOWN_DRIVER", type)
    spec = SrSpec(uuid=new_uuid(), type=type, device_config=device_config, sm_config=sm_config)
    found = await ctx.services.storage.driver(spec).probe()
    items = "".join(
        f"<SR><UUID>{escape(r.sr_uuid or '')}</UUID><Devlist></Devlist></SR>" for r in found if r.exists
    )
    return f'<?xml version="1.0" ?><SRlist>{items}</SRlist>'


@message(SR, role=POOL_OPERATOR, params={"return": "probe_result record set"})
async def probe_ext(ctx: Context, host: Host, device_config: dict[str, str], type: str,
                    sm_config: dict[str, str] = {}) -> list[dict[str, Any]]:  # noqa: B006 # fmt: skip
    """Look at the place that device_config names; answers what a repository there would be, or is."""
    if type not in DRIVERS:
        raise XenError("SR_UNKNOWN_DRIVER", type)
    spec = SrSpec(uuid=new_uuid(), type=type, device_config=device_config, sm_config=sm_config)
    found = await ctx.services.storage.driver(spec).probe()
    return [
        {"configuration": r.device_config, "complete": True, "sr": _found(r), "extra_info": {}} for r in found
    ]


def _found(result: ProbeResult) -> dict[str, Any] | None:
    if not result.exists or result.stat is None:
        return None
    return {
        "uuid": result.sr_uuid, "name_label": "", "name_description": "", "free_space": result.stat.free,
        "total_space": result.stat.physical_size, "clustered": False, "health": SrHealth.healthy,
    }  # fmt: skip


@message(SR, role=POOL_OPERATOR)
async def make(ctx: Context, host: Host, device_config: dict[str, str], physical_size: int, name_label: str,
               name_description: str, type: str, content_type: str,
               sm_config: dict[str, str] = {}) -> str:  # noqa: B006 # fmt: skip
    """Make a repository without a record, and answer its uuid: introduce and a PBD bring it in."""
    driver = ctx.services.storage.driver(_spec_of_new(type, device_config, sm_config, content_type))
    await driver.create_sr()
    return driver.spec.uuid


@message(SR, role=POOL_OPERATOR, hidden=True)
async def get_live_hosts(ctx: Context, sr: SR) -> list[Host]:
    """The hosts that answer, take VMs and are connected to the repository."""
    hosts = (pbd.host for pbd in sr.PBDs if pbd.currently_attached)
    return [host for host in hosts if host is not None and host.enabled and host.metrics.live]


declare_setters(SR, "physical_size", "the space of the repository, in bytes; the next look at it wins",
                role=POOL_OPERATOR, asynchronous=False)  # fmt: skip
for _name, _what in (("virtual_allocation", "the sum of the sizes of the repository's disks, in bytes"),
                     ("physical_utilisation", "the space taken in the repository, in bytes")):  # fmt: skip
    declare_setters(SR, _name, f"{_what}, in its record only", role=NOBODY, asynchronous=False, hidden=True)


@message(SR, role=POOL_OPERATOR)
async def set_name_label(ctx: Context, sr: SR, value: str) -> None:
    """Set the name of the repository."""
    with ctx.change():
        sr.name_label = value


@message(SR, role=POOL_OPERATOR)
async def set_name_description(ctx: Context, sr: SR, value: str) -> None:
    """Set the free text about the repository."""
    with ctx.change():
        sr.name_description = value


@message(SR, role=POOL_OPERATOR)
async def set_shared(ctx: Context, sr: SR, value: bool) -> None:
    """Say whether several hosts may connect; one that cannot be shared refuses."""
    if value and not DRIVERS[sr.type].info.shared:
        raise XenError("SR_OPERATION_NOT_SUPPORTED", sr.ref)
    with ctx.change():
        sr.shared = value
