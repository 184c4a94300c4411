"""One record for each PCI device of this host that people manage or give to VMs."""

from __future__ import annotations

import logging

from xapid.hardware.host import HardwareTimeout
from xapid.hardware.pci import PciDevice
from xapid.objects.context import Context
from xapid.objects.pci.declaration import PCI

log = logging.getLogger(__name__)


async def sync_pci(ctx: Context) -> None:
    """At the start: enter new devices, refresh the known ones, drop those that are gone."""
    try:
        devices = await ctx.services.hardware.pci()
    except HardwareTimeout as error:
        log.error("the PCI devices of this host are not known: %s", error)
        return
    with ctx.change():
        known = {pci.pci_id: pci for pci in ctx.services.host.PCIs}
        records = {device.address: _record(ctx, device, known.get(device.address)) for device in devices}
        for device in devices:
            _relate(device, devices, records)
        for pci in known.values():
            if pci not in records.values():
                ctx.store.destroy(pci)
        _name_cards(ctx, records)


def _record(ctx: Context, device: PciDevice, known: PCI | None) -> PCI:
    """The device's record: another device in the same place is a new one."""
    is_same = known is not None and (known.vendor_id, known.device_id) == (device.vendor_id, device.device_id)
    pci = known if known is not None and is_same else ctx.store.create(PCI, host=ctx.services.host)
    pci.pci_id, pci.driver_name = device.address, device.driver
    pci.class_id, pci.class_name = device.class_id, device.class_name
    pci.vendor_id, pci.vendor_name = device.vendor_id, device.vendor_name
    pci.device_id, pci.device_name = device.device_id, device.device_name
    pci.subsystem_vendor_id, pci.subsystem_vendor_name = (
        device.subsystem_vendor_id,
        device.subsystem_vendor_name,
    )
    pci.subsystem_device_id, pci.subsystem_device_name = (
        device.subsystem_device_id,
        device.subsystem_device_name,
    )
    return pci


def _relate(device: PciDevice, devices: list[PciDevice], records: dict[str, PCI]) -> None:
    """Functions of one slot go together, but for those of SR-IOV, which are made to be given away singly."""
    pci, parent = records[device.address], records.get(device.physical_function)
    pci.physical_function = parent
    siblings = [d for d in devices if d.slot == device.slot and not d.physical_function]
    together = () if device.physical_function else [d for d in siblings if d is not device]
    pci.dependencies = [records[d.address] for d in together]
    pci.functions = max(1, len(siblings))


def _name_cards(ctx: Context, records: dict[str, PCI]) -> None:
    """Tell the network cards which devices they are."""
    for pif in ctx.services.host.PIFs:
        if pif.metrics is not None:
            pif.PCI = records.get(pif.metrics.pci_bus_path)
