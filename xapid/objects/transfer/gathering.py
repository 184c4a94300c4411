"""Gathering what belongs to VMs, and making records of it that mean something elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from xapid.model.objects import XenObject
from xapid.model.types import NULL_REF, MapType, RefType, SetType, format_datetime
from xapid.objects.context import Context
from xapid.objects.host.presence import API_VERSION
from xapid.objects.transfer.clearing import cleared
from xapid.objects.transfer.document import EXPORT_VERSION, WRITTEN, Document, Item
from xapid.objects.transfer.tpms import tpm_contents, tpm_record
from xapid.objects.vbd import VbdType
from xapid.objects.vdi import VDI, VdiType
from xapid.objects.vm import VM
from xapid.objects.vtpm import VTPM
from xapid.version import VERSION

#: Fields through which objects belong to those that are exported.
_FOLLOWED: dict[str, tuple[str, ...]] = {
    "VM": ("metrics", "guest_metrics", "VIFs", "VBDs", "resident_on", "affinity", "VTPMs"),
    "VBD": ("VDI",),
    "VIF": ("network",),
    "VDI": ("SR",),
}
_SNAPSHOTS = ("snapshots", "parent")


@dataclass(frozen=True)
class Options:
    """What of the VMs is wanted."""

    #: Power states are told as they are, and saved memory belongs to the export.
    power_state: bool = False
    snapshots: bool = False
    #: Fields of a VM that are left out, such as VIFs.
    without: frozenset[str] = frozenset()


async def gather(ctx: Context, vms: Iterable[VM], options: Options) -> Document:
    """The document of these VMs."""
    gathering = _Gathering(options)
    for vm in vms:
        gathering.add(vm)
    names = {obj.ref: ref for obj, ref in gathering.ids.items()}
    secrets = await tpm_contents(ctx, [obj for obj in gathering.ids if isinstance(obj, VTPM)])
    items = [
        Item(
            obj.info.name,
            ref,
            tpm_record(obj, names, secrets) if isinstance(obj, VTPM) else _record(obj, names, options),
        )
        for obj, ref in gathering.in_order()
    ]
    return Document(items, _version(ctx), gathering.disks())


class _Gathering:
    """Every object that was reached, with the name it got."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.ids: dict[XenObject, str] = {}

    def add(self, obj: XenObject) -> None:
        """Take an object in, and everything that belongs to it."""
        pending = [obj]
        while pending:
            obj = pending.pop()
            if obj in self.ids:
                continue
            self.ids[obj] = f"Ref:{len(self.ids)}"
            for name in self._followed(obj):
                found = getattr(obj, name)
                pending += reversed(
                    found if isinstance(found, list) else [found] if found is not None else []
                )

    def _followed(self, obj: XenObject) -> list[str]:
        names = list(_FOLLOWED.get(obj.info.name, ()))
        if isinstance(obj, VM):
            names += _SNAPSHOTS if self.options.snapshots else ()
            names += ("suspend_VDI",) if self.options.power_state else ()
        return [name for name in names if name not in self.options.without]

    def in_order(self) -> list[tuple[XenObject, str]]:
        """By class as they are written."""
        return sorted(self.ids.items(), key=lambda found: WRITTEN.index(found[0].info.name))

    def disks(self) -> dict[str, VDI]:
        """Those whose bytes matter: of hard disks, not of an ISO library, and saved memory."""
        found: dict[str, VDI] = {}
        for obj, ref in self.ids.items():
            if isinstance(obj, VDI) and obj.SR is not None and obj.SR.content_type != "iso":
                used = any(vbd in self.ids and vbd.type != VbdType.CD for vbd in obj.VBDs)
                if used or obj.type == VdiType.suspend:
                    found[ref] = obj
        return dict(sorted(found.items()))


def _record(obj: XenObject, ids: dict[str, str], options: Options) -> dict[str, Any]:
    """The record with the names of the document in the place of references."""
    record: dict[str, Any] = {}
    for field in obj.info.public_fields:
        value, kind = obj.raw(field.name), field.type
        if isinstance(kind, RefType):
            value = ids.get(value, NULL_REF)
        elif isinstance(kind, SetType) and isinstance(kind.item, RefType):
            value = [ids[ref] for ref in value if ref in ids]
        elif isinstance(kind, MapType) and isinstance(kind.value, RefType):
            value = {key: ids[ref] for key, ref in value.items() if ref in ids}
        elif isinstance(kind, MapType) and isinstance(kind.key, RefType):
            value = {ids[ref]: meant for ref, meant in value.items() if ref in ids}
        record[field.name] = value
    return cleared(obj.info, record, keep_state=options.power_state, keep_snapshots=options.snapshots)


def _version(ctx: Context) -> dict[str, Any]:
    config, host = ctx.services.config, getattr(ctx.services, "host", None)
    return {
        "hostname": host.hostname if host is not None else "",
        "date": format_datetime(datetime.now(UTC)),
        "product_version": config.product_version,
        "product_brand": config.product_brand,
        "build_number": VERSION,
        "xapi_major": API_VERSION[0],
        "xapi_minor": API_VERSION[1],
        "export_vsn": EXPORT_VERSION,
    }
