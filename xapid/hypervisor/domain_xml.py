"""A DomainSpec as libvirt's XML. Pure: the same spec and host give the same text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import datetime

from xapid.hypervisor.capabilities import Capabilities
from xapid.hypervisor.device_xml import disk_bus, disk_xml, nic_xml, sub, usb_xml
from xapid.hypervisor.errors import Unsupported
from xapid.hypervisor.smbios import sysinfo_xml
from xapid.hypervisor.spec import USUAL_WEIGHT, Bios, DirectKernel, DomainSpec, Uefi

NAMESPACE = "urn:xapid:domain:1"
ET.register_namespace("xapid", NAMESPACE)
STARTED = f"{{{NAMESPACE}}}vm"

AGENT_CHANNEL = "org.qemu.guest_agent.0"
CAP_PERIOD_US = 100_000
USUAL_SHARES = 1024
BALLOON_STATS_SECONDS = 5
# What one controller can have, so that no hub is needed.
USB_PORTS = 15
# The cold-plugged PCIe devices beside disks and NICs: scsi, serial ports, balloon, entropy, USB.
BOARD_DEVICES = 5


class Consoles:
    """Where a domain's console sockets are."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def vnc(self, uuid: str) -> str:
        return f"{self.folder}/{uuid}.vnc"

    def serial(self, uuid: str) -> str:
        return f"{self.folder}/{uuid}.serial"


def domain_xml(spec: DomainSpec, host: Capabilities, consoles: Consoles, started: datetime) -> str:
    """The whole domain. Raises Unsupported for what the host's table does not offer."""
    root = ET.Element("domain", {"type": host.domain_type})
    sub(root, "name", spec.uuid)
    sub(root, "uuid", spec.uuid)
    # libvirt refuses a title with a line break.
    sub(root, "title", " ".join(spec.name_label.split()) or spec.uuid)
    sub(sub(root, "metadata"), STARTED, started=started.isoformat())
    if spec.genid and spec.platform.acpi:
        sub(root, "genid", spec.genid)
    sub(root, "memory", str(spec.memory_max // 1024), unit="KiB")
    sub(root, "currentMemory", str(spec.memory_target // 1024), unit="KiB")
    _processor(root, spec, host)
    if spec.bios_strings:
        root.append(sysinfo_xml(spec.bios_strings))
    _boot(root, spec, host)
    _features(root, spec, host)
    _clock(root, spec, host)
    sub(root, "on_poweroff", "destroy")
    sub(root, "on_reboot", spec.on_reboot.value)
    sub(root, "on_crash", spec.on_crash.value)
    _devices(root, spec, host, consoles)
    return ET.tostring(root, encoding="unicode")


def _processor(root: ET.Element, spec: DomainSpec, host: Capabilities) -> None:
    cpu = spec.cpu
    mask = ",".join(map(str, cpu.mask)) or None
    sub(root, "vcpu", str(cpu.max), placement="static", cpuset=mask, current=str(cpu.at_startup))
    if host.cpu_tuning and (cpu.weight != USUAL_WEIGHT or cpu.cap):
        tune = sub(root, "cputune")
        sub(tune, "shares", str(cpu.weight * USUAL_SHARES // USUAL_WEIGHT))
        if cpu.cap:
            sub(tune, "global_period", str(CAP_PERIOD_US))
            sub(tune, "global_quota", str(cpu.cap * CAP_PERIOD_US // 100))
    model = spec.platform.cpu_model or host.cpu_model
    if model is not None:
        element = sub(root, "cpu", mode="custom", match="exact", check="none")
        sub(element, "model", model, fallback="forbid")
    elif host.cpu_mode != "custom":
        element = sub(root, "cpu", mode=host.cpu_mode)
    elif cpu.cores_per_socket:
        element = sub(root, "cpu")
    if cpu.cores_per_socket and cpu.max % cpu.cores_per_socket == 0:
        sockets = str(cpu.max // cpu.cores_per_socket)
        sub(element, "topology", sockets=sockets, dies="1", cores=str(cpu.cores_per_socket), threads="1")


def _boot(root: ET.Element, spec: DomainSpec, host: Capabilities) -> None:
    element = sub(root, "os")
    sub(element, "type", "hvm", arch="x86_64", machine=spec.machine)
    match spec.firmware:
        case DirectKernel(kernel=kernel, ramdisk=ramdisk, args=args):
            sub(element, "kernel", kernel)
            if ramdisk:
                sub(element, "initrd", ramdisk)
            if args:
                sub(element, "cmdline", args)
        case Uefi(secure_boot=secure_boot, nvram=nvram, template=template):
            image = host.uefi_for(secure_boot)
            if image is None:
                raise Unsupported(f"no UEFI firmware is installed (secure boot: {secure_boot})")
            secure = "yes" if secure_boot else None
            sub(element, "loader", image.code, readonly="yes", type="pflash", secure=secure)
            sub(element, "nvram", nvram, template=template or image.template)
        case Bios():
            pass
    if spec.bios_strings:
        sub(element, "smbios", mode="sysinfo")


def _features(root: ET.Element, spec: DomainSpec, host: Capabilities) -> None:
    element = sub(root, "features")
    if spec.platform.acpi:
        sub(element, "acpi")
    if spec.platform.apic:
        sub(element, "apic")
    if spec.platform.viridian and host.hyperv:
        hyperv = sub(element, "hyperv", mode="custom")
        for name in ("relaxed", "vapic", "vpindex", "synic", "stimer", "reset"):
            sub(hyperv, name, state="on")
        sub(hyperv, "spinlocks", state="on", retries="8191")
    if isinstance(spec.firmware, Uefi) and spec.firmware.secure_boot:
        sub(element, "smm", state="on")


def _clock(root: ET.Element, spec: DomainSpec, host: Capabilities) -> None:
    clock = sub(root, "clock", offset="variable", basis="utc", adjustment=str(spec.platform.time_offset))
    if not host.hpet:
        sub(clock, "timer", name="rtc", tickpolicy="catchup")
        sub(clock, "timer", name="pit", tickpolicy="delay")
        sub(clock, "timer", name="hpet", present="no")
    if spec.platform.viridian and host.hyperv:
        sub(clock, "timer", name="hypervclock", present="yes")


def _devices(root: ET.Element, spec: DomainSpec, host: Capabilities, consoles: Consoles) -> None:
    devices = sub(root, "devices")
    if host.emulator is not None:
        sub(devices, "emulator", host.emulator)
    _controllers(devices, spec, host)
    order = boot_ranks(spec)
    for disk in spec.disks:
        devices.append(disk_xml(disk, host, order.get(disk.target)))
    for nic in spec.nics:
        devices.append(nic_xml(nic, order.get(f"nic{nic.index}")))
    for usb in spec.usb_devices:
        devices.append(usb_xml(usb))
    _consoles(devices, spec, consoles)
    if spec.guest_agent:
        channel = sub(devices, "channel", type="unix")
        sub(channel, "target", type="virtio", name=AGENT_CHANNEL)
    if spec.tpm:
        if not host.tpm:
            raise Unsupported("this host has no swtpm (Debian: swtpm, swtpm-tools)")
        tpm = sub(devices, "tpm", model="tpm-crb")
        sub(tpm, "backend", type="emulator", version="2.0", persistent_state="yes")
    balloon = sub(devices, "memballoon", model="virtio")
    sub(balloon, "stats", period=str(BALLOON_STATS_SECONDS))
    sub(sub(devices, "rng", model="virtio"), "backend", "/dev/urandom", model="random")
    sub(devices, "panic", model="isa")


def _controllers(devices: ET.Element, spec: DomainSpec, host: Capabilities) -> None:
    if "q35" in spec.machine:
        sub(devices, "controller", type="pci", index="0", model="pcie-root")
        virtio_disks = sum(disk_bus(disk, host) == "virtio" for disk in spec.disks)
        for _ in range(BOARD_DEVICES + virtio_disks + len(spec.nics) + host.spare_pcie_ports):
            sub(devices, "controller", type="pci", model="pcie-root-port")
    sub(devices, "controller", type="scsi", index="0", model="virtio-scsi")
    pointer = spec.vnc and spec.platform.usb_tablet
    if pointer or spec.usb_devices:
        sub(devices, "controller", type="usb", index="0", model="qemu-xhci", ports=str(USB_PORTS))
    else:
        sub(devices, "controller", type="usb", index="0", model="none")
    if pointer:
        sub(devices, "input", type="tablet", bus="usb")


def _consoles(devices: ET.Element, spec: DomainSpec, consoles: Consoles) -> None:
    serial = sub(devices, "serial", type="unix")
    sub(serial, "source", mode="bind", path=consoles.serial(spec.uuid))
    if spec.console_log:
        sub(serial, "log", file=spec.console_log, append="on")
    sub(serial, "target", port="0")
    if spec.vnc:
        graphics = sub(devices, "graphics", type="vnc")
        sub(graphics, "listen", type="socket", socket=consoles.vnc(spec.uuid))
    sub(sub(devices, "video"), "model", type="vga" if spec.vnc else "none")


def boot_ranks(spec: DomainSpec) -> dict[str, int]:
    """Device (`xvda`, `nic0`) to its place, 1 first: kind by kind, then by rank and position."""
    if isinstance(spec.firmware, DirectKernel):
        return {}
    names: list[str] = []
    for kind in dict.fromkeys(spec.boot_order):
        if kind == "network":
            names += [f"nic{nic.index}" for nic in sorted(spec.nics, key=lambda nic: nic.index)]
        else:
            disks = [disk for disk in spec.disks if disk.device == kind and disk.bootable]
            names += [d.target for d in sorted(disks, key=lambda disk: (disk.boot_order, disk.position))]
    return {name: rank for rank, name in enumerate(names, 1)}
