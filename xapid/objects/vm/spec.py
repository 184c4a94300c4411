"""From a VM's record to what the hypervisor is asked for."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Any

from xapid.hypervisor.spec import (
    Bios,
    BootDevice,
    Cpu,
    DirectKernel,
    DiskSpec,
    DomainSpec,
    Firmware,
    NicSpec,
    OnCrash,
    OnReboot,
    Platform,
    Uefi,
    UsbSpec,
    disk_position,
    disk_target,
    tap_name,
)
from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.host.uefi_certificates import template_of
from xapid.objects.vbd import VBD, VbdMode, VbdType
from xapid.objects.vif import VIF
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import OnCrashBehaviour, OnNormalExit
from xapid.objects.vm.files import console_log, nvram_path
from xapid.objects.vm.generation import as_uuid
from xapid.storage.spec import Attachment

_BOOT_DEVICES: dict[str, BootDevice] = {"c": "disk", "d": "cdrom", "n": "network"}

_ON_REBOOT = {OnNormalExit.destroy: OnReboot.destroy}
_ON_CRASH = {
    OnCrashBehaviour.destroy: OnCrash.destroy,
    OnCrashBehaviour.coredump_and_destroy: OnCrash.coredump,
    OnCrashBehaviour.coredump_and_restart: OnCrash.coredump,
    OnCrashBehaviour.preserve: OnCrash.preserve,
}


def domain_spec(ctx: Context, vm: VM, disks: list[DiskSpec], nics: list[NicSpec],
                usb_devices: list[UsbSpec]) -> DomainSpec:  # fmt: skip
    """All that is needed to start the VM with these devices. INVALID_VALUE for settings that cannot be."""
    try:
        return DomainSpec(
            uuid=vm.uuid,
            name_label=vm.name_label,
            memory_max=vm.memory_static_max,
            memory_target=min(vm.memory_dynamic_max, vm.memory_static_max),
            cpu=cpu_spec(vm, vm.VCPUs_params),
            firmware=_firmware(ctx, vm),
            boot_order=_boot_order(vm),
            disks=tuple(disks),
            nics=tuple(nics),
            usb_devices=tuple(usb_devices),
            platform=_platform(vm),
            console_log=str(console_log(ctx, vm.uuid)),
            tpm=bool(vm.VTPMs),
            genid=as_uuid(vm.generation_id),
            on_reboot=_ON_REBOOT.get(vm.actions_after_reboot, OnReboot.restart),
            on_crash=_ON_CRASH.get(vm.actions_after_crash, OnCrash.restart),
            bios_strings=vm.bios_strings,
        )  # fmt: skip
    except ValueError as error:  # pydantic says which setting, in its first lines
        raise XenError("INVALID_VALUE", vm.ref, " ".join(str(error).split())[:300]) from None


def cpu_spec(vm: VM, params: dict[str, str]) -> Cpu:
    """The VM's processors, scheduled by ``params``. ValueError for what cannot be."""
    platform = vm.platform
    mask = tuple(int(n) for n in params.get("mask", "").split(",") if n.strip().isdigit())
    return Cpu(
        max=vm.VCPUs_max,
        at_startup=vm.VCPUs_at_startup,
        weight=_number(params.get("weight"), 256),
        cap=_number(params.get("cap"), 0),
        mask=mask,
        cores_per_socket=_number(platform.get("cores-per-socket"), 0) or None,
    )


def _firmware(ctx: Context, vm: VM) -> Firmware:
    if not vm.HVM_boot_policy and vm.PV_kernel:
        return DirectKernel(
            kernel=_guest_file(ctx, vm.PV_kernel),
            ramdisk=_guest_file(ctx, vm.PV_ramdisk) if vm.PV_ramdisk else None,
            args=vm.PV_args,
        )
    if vm.HVM_boot_params.get("firmware") == "uefi":
        secure = _truth(vm.platform.get("secureboot"), False)
        template = template_of(ctx) if secure else None
        return Uefi(nvram=str(nvram_path(ctx, vm.uuid)), secure_boot=secure, template=template)
    return Bios()


def _guest_file(ctx: Context, path: str) -> str:
    """A kernel or ramdisk on the host: only from the directories that are meant for guests."""
    real = Path(path).resolve()
    if not any(real.is_relative_to(Path(d).resolve()) for d in ctx.services.config.kernel_dirs):
        raise XenError("INVALID_VALUE", "PV_kernel", f"{path} is not in a directory of guest kernels")
    return str(real)


def _boot_order(vm: VM) -> tuple[BootDevice, ...]:
    order = vm.HVM_boot_params.get("order", "cdn")
    return tuple(dict.fromkeys(_BOOT_DEVICES[c] for c in order.lower() if c in _BOOT_DEVICES))


def _platform(vm: VM) -> Platform:
    flags = vm.platform
    return Platform(
        acpi=_truth(flags.get("acpi"), True),
        apic=_truth(flags.get("apic"), True),
        viridian=_truth(flags.get("viridian"), False),
        time_offset=_number(flags.get("timeoffset"), 0),
    )


def disk_spec(vbd: VBD, attachment: Attachment | None) -> DiskSpec:
    """A VBD as a disk or drive; ``attachment`` is None for an empty drive."""
    cdrom = vbd.type == VbdType.CD
    return DiskSpec(
        target=device_name(vbd),
        path=attachment.path if attachment else None,
        format=attachment.format.value if attachment else "raw",
        device="cdrom" if cdrom else "disk",
        bus=_disk_bus(vbd.VM),
        read_only=cdrom or vbd.mode == VbdMode.RO or bool(attachment and attachment.read_only),
        shareable=bool(vbd.VDI and vbd.VDI.sharable),
        bootable=bool(vbd.bootable),
        boot_order=0 if vbd.bootable else 1,
        serial=None if cdrom else vbd.uuid,
    )


def device_name(vbd: VBD) -> str:
    """The name of a VBD's device: xvda for userdevice 0."""
    return disk_target(position(vbd.userdevice))


def position(userdevice: str) -> int:
    """The number of a device: ``3`` is 3, ``xvdd``, ``hdd`` and ``sdd`` too. INVALID_DEVICE if none."""
    text = userdevice.strip().lower()
    with contextlib.suppress(ValueError):
        if text.isdigit() and disk_target(int(text)):
            return int(text)
        letters = re.fullmatch("(?:xvd|hd|sd)([a-z]{1,2})", text)
        if letters and disk_target(number := disk_position(f"xvd{letters[1]}")):
            return number
    raise XenError("INVALID_DEVICE", userdevice)


def nic_spec(vif: VIF, bridge: str | None) -> NicSpec:
    """A VIF as a network card on a bridge of the host."""
    index = int(vif.device)
    return NicSpec(
        index=index,
        mac=vif.MAC,
        bridge=bridge,
        tap=tap_name(vif.VM.uuid, index),
        mtu=vif.MTU or None,
        model=_nic_model(vif.VM),
    )


def _disk_bus(vm: VM) -> Any:
    """None is the host's usual bus."""
    bus = vm.platform.get("disk_type")
    return bus if bus in ("virtio", "scsi", "sata") else None


def _nic_model(vm: VM) -> Any:
    model = vm.platform.get("nic_type", "virtio")
    return model if model in ("virtio", "e1000", "e1000e", "rtl8139") else "virtio"


def _truth(text: str | None, default: bool) -> bool:
    return default if text is None else text.lower() in ("true", "1", "yes")


def _number(text: str | None, default: int) -> int:
    try:
        return int(text) if text else default
    except ValueError:
        return default
