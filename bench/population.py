"""A pool to measure with: any number of VMs with their usual devices, made directly in the store."""

from __future__ import annotations

from datetime import UTC, datetime

from xapid.objects.host import Host
from xapid.objects.network import Network
from xapid.objects.pool import Pool
from xapid.objects.sr import SR
from xapid.objects.vbd import VBD
from xapid.objects.vdi import VDI
from xapid.objects.vif import VIF
from xapid.objects.vm import VM
from xapid.objects.vm_guest_metrics import VmGuestMetrics
from xapid.objects.vm_metrics import VmMetrics
from xapid.store.store import Store, new_uuid

GIB = 1 << 30
#: Objects made for one VM: itself, two metrics, two disks with their devices, one network interface.
PER_VM = 8
_AT_ONCE = 200


async def populate(store: Store, vms: int) -> None:
    """Fill an empty store with a host and that many VMs, every other one running."""
    with store.change():
        host = store.create(Host, name_label="bench", enabled=True)
        store.create(Pool, master=host)
        repository = store.create(SR, name_label="local", type="ext", content_type="user")
        network = store.create(Network, name_label="internal", bridge="xenapi")
    for first in range(0, vms, _AT_ONCE):
        with store.change():
            for number in range(first, min(vms, first + _AT_ONCE)):
                _machine(store, number, host, repository, network)
        await store.durable()


def _machine(store: Store, number: int, host: Host, repository: SR, network: Network) -> None:
    now, running = datetime.now(UTC), number % 2 == 1
    metrics = store.create(VmMetrics, memory_actual=GIB, VCPUs_number=2, start_time=now, last_updated=now)
    guest = store.create(
        VmGuestMetrics, live=running, last_updated=now,
        networks={"0/ip": f"10.0.{number >> 8}.{number & 255}"},
        os_version={"name": "Debian GNU/Linux 12", "distro": "debian", "uname": "6.1.0-18-amd64"},
    )  # fmt: skip
    vm = store.create(
        VM, name_label=f"machine {number}", name_description="one of many", user_version=1,
        power_state="Running" if running else "Halted", resident_on=host if running else None,
        memory_static_max=GIB, memory_dynamic_max=GIB, memory_dynamic_min=GIB, memory_static_min=GIB,
        VCPUs_max=2, VCPUs_at_startup=2, actions_after_shutdown="destroy", actions_after_reboot="restart",
        HVM_boot_policy="BIOS order", HVM_boot_params={"order": "cdn"}, metrics=metrics, guest_metrics=guest,
        platform={"apic": "true", "acpi": "1", "nx": "true", "pae": "true", "viridian": "false"},
        other_config={"mac_seed": new_uuid(), "base_template_name": "Other install media"}, tags=["bench"],
    )  # fmt: skip
    for device in ("xvda", "xvdb"):
        disk = store.create(VDI, SR=repository, name_label=f"{device} of machine {number}", type="user",
                            virtual_size=8 * GIB, physical_utilisation=GIB, managed=True)  # fmt: skip
        store.create(VBD, VM=vm, VDI=disk, device=device, userdevice="01"[device == "xvdb"], mode="RW",
                     type="Disk", bootable=device == "xvda", currently_attached=running)  # fmt: skip
    store.create(VIF, VM=vm, network=network, device="0", MTU=1500, currently_attached=running,
                 MAC=f"02:00:00:00:{number >> 8 & 255:02x}:{number & 255:02x}")  # fmt: skip
