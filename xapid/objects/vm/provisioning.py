"""Making a VM out of a template: the disks that the template asks for."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.pool import Pool
from xapid.objects.sr import SR
from xapid.objects.vbd import VBD, VbdMode, VbdType
from xapid.objects.vdi import VdiType
from xapid.objects.vdi.lifecycle import create_disk
from xapid.objects.vdi.unfinished import abandon, finish
from xapid.objects.vm.copying import COPY_ERRORS
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmOperations as Op
from xapid.objects.vm.spec import position

#: More than any template asks for; what is above it is not meant well.
MOST_DISKS, MOST_TEXT = 16, 64 << 10


@dataclass(frozen=True)
class DiskPlan:
    """A disk that a template asks for; ``size`` in bytes, ``sr`` a uuid or empty."""

    device: str
    size: int
    sr: str
    bootable: bool
    type: VdiType


@message(VM, role=VM_ADMIN, operation=Op.provision, errors=COPY_ERRORS)
async def provision(ctx: Context, vm: VM) -> None:
    """Make the disks that a template's other_config asks for; from then on it is a VM of its own."""
    plans = read_plans(vm.other_config.get("disks", ""))
    taken = [vbd.userdevice for vbd in vm.VBDs]
    for plan in plans:
        if plan.device in taken:
            raise XenError("DEVICE_ALREADY_EXISTS", plan.device)
        taken.append(plan.device)
    srs = [(plan, _repository(ctx, plan)) for plan in plans]
    piece = replace(ctx, piece=True)
    async with AsyncExitStack() as undo:
        disks = []
        for number, (plan, sr) in enumerate(srs):
            name = f"{vm.name_label} {plan.device}"
            vdi = await create_disk(piece, sr, name_label=name, virtual_size=plan.size, type=plan.type)
            undo.push_async_callback(abandon, ctx, sr, vdi.uuid)
            disks.append((plan, vdi))
            ctx.progress((number + 1) / len(srs))
        with ctx.change():
            for plan, vdi in disks:
                finish(ctx, vdi.SR, vdi.uuid)
                ctx.store.create(VBD, VM=vm, VDI=vdi, userdevice=plan.device, bootable=plan.bootable,
                                 mode=VbdMode.RW, type=VbdType.Disk, empty=False)  # fmt: skip
            vm.is_a_template = False
            vm.is_default_template = False
            vm.other_config = {k: v for k, v in vm.other_config.items() if k != "disks"}
        await ctx.durable()
        undo.pop_all()


def read_plans(text: str) -> list[DiskPlan]:
    """Read the XML under ``disks``; INVALID_VALUE when it is not that."""
    if not text:
        return []
    try:
        if len(text) > MOST_TEXT or "<!" in text:
            raise ValueError("too long, or not plain XML")
        elements = ElementTree.fromstring(text).findall("disk")
        if len(elements) > MOST_DISKS:
            raise ValueError(f"more than {MOST_DISKS} disks")
        return [_plan(dict(e.attrib)) for e in elements]
    except (ElementTree.ParseError, ValueError, KeyError) as error:
        raise XenError("INVALID_VALUE", "other_config:disks", str(error)) from None


def _plan(attributes: dict[str, str]) -> DiskPlan:
    size = int(attributes["size"])
    if size <= 0:
        raise ValueError(f"a disk of {size} bytes")
    return DiskPlan(str(position(attributes["device"])), size, attributes.get("sr", ""),
                    attributes.get("bootable", "false") == "true",
                    VdiType(attributes.get("type", "user")))  # fmt: skip


def _repository(ctx: Context, plan: DiskPlan) -> SR:
    if plan.sr:
        found = ctx.store.by_uuid(SR, plan.sr) or ctx.store.get(plan.sr)
        if isinstance(found, SR):
            return found
        raise XenError("UUID_INVALID", "SR", plan.sr)
    default = ctx.store.one(Pool).default_SR
    if default is None:
        raise XenError("DEFAULT_SR_NOT_FOUND", "")
    chosen: SR = default
    return chosen
