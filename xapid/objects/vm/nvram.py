"""The variables of a VM's firmware: a file while it runs, and a part of its record that goes with the VM.

The file is made from the record when there is none, and read back whenever the VM has stopped; whoever
changes the record takes the file away.
"""

from __future__ import annotations

import asyncio
import json
import logging

from xapid.hypervisor.errors import HypervisorError
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.host.uefi_certificates import template_of
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.efi_variables import PART, Variable, completed, missing, packed, parsed, unpacked
from xapid.objects.vm.enums import VmOperations as Op
from xapid.objects.vm.enums import VmSecurebootCertificatesState as Certificates
from xapid.objects.vm.files import nvram_path

log = logging.getLogger(__name__)


def is_uefi(vm: VM) -> bool:
    """Whether the VM starts by UEFI."""
    return bool(vm.HVM_boot_policy) and vm.HVM_boot_params.get("firmware") == "uefi"


def is_secure(vm: VM) -> bool:
    """Whether the VM's firmware shall check signatures."""
    return str(vm.platform.get("secureboot", "")).lower() in ("true", "1", "yes")


def variables_of(vm: VM) -> list[Variable]:
    """The variables in the VM's record; none before its first start."""
    text = vm.NVRAM.get(PART, "")
    return unpacked(text) if text else []


async def vendor_variables(ctx: Context) -> list[Variable]:
    """Those for Secure Boot: the pool's own, or what the host's firmware brings; none if it brings none."""
    own, hypervisor = template_of(ctx), ctx.services.hypervisor
    text = await (hypervisor.vendor_variables() if own is None else hypervisor.read_variables(own))
    return parsed(text) if text else []


async def replace(ctx: Context, vm: VM, nvram: dict[str, str]) -> None:
    """Set VM.NVRAM of a VM without a domain; the next start uses it. INVALID_VALUE."""
    state = await _state(ctx, vm, unpacked(nvram[PART])) if nvram.get(PART) else Certificates.ok
    with ctx.change():
        vm.NVRAM, vm.secureboot_certificates_state = nvram, state
    await ctx.durable()
    await asyncio.to_thread(nvram_path(ctx, vm.uuid).unlink, missing_ok=True)


async def prepare_variables(ctx: Context, vm: VM) -> None:
    """Before a start: renew certificates if that was asked for, and make the file if there is none."""
    if not is_uefi(vm):
        return
    if vm.secureboot_certificates_state == Certificates.update_on_boot:
        await keep_variables(ctx, vm)
        renewed = completed(variables_of(vm), await vendor_variables(ctx))
        await replace(ctx, vm, {**vm.NVRAM, PART: packed(renewed)})
    path = nvram_path(ctx, vm.uuid)
    variables = vm.NVRAM.get(PART, "")
    if variables and not await asyncio.to_thread(path.exists):
        text = json.dumps({"version": 2, "variables": unpacked(variables)})
        await ctx.services.hypervisor.write_variables(str(path), text, is_secure(vm))


async def keep_variables(ctx: Context, vm: VM) -> None:
    """After a stop: take what the firmware left in the file into the record."""
    if not is_uefi(vm):
        return
    try:
        text = await ctx.services.hypervisor.read_variables(str(nvram_path(ctx, vm.uuid)))
        if not text or not vm.alive:
            return
        found = parsed(text)
        state = await _state(ctx, vm, found)
    except (HypervisorError, ValueError) as error:
        log.warning("variables of VM %s: %s", vm.uuid, error)
        return
    kept = packed(found)
    if vm.alive and (vm.NVRAM.get(PART) != kept or vm.secureboot_certificates_state != state):
        with ctx.change():
            vm.NVRAM = {**vm.NVRAM, PART: kept}
            vm.secureboot_certificates_state = state


async def _state(ctx: Context, vm: VM, variables: list[Variable]) -> Certificates:
    """Whether these lack certificates that the host's firmware has."""
    try:
        lacking = missing(variables, await vendor_variables(ctx))
    except ValueError as error:
        log.info("keys of VM %s: %s", vm.uuid, error)
        return Certificates.ok
    if not lacking:
        return Certificates.ok
    asked = vm.secureboot_certificates_state == Certificates.update_on_boot
    return Certificates.update_on_boot if asked else Certificates.update_available


@message(VM, role=VM_ADMIN, asynchronous=False, operation=Op.changing_NVRAM)
async def set_NVRAM(ctx: Context, self: VM, value: dict[str, str]) -> None:
    """Replace the firmware's variables of a halted VM (EFI-variables); INVALID_VALUE for what are none."""
    await replace(ctx, self, value)


@message(VM, role=VM_ADMIN, asynchronous=False, operation=Op.changing_NVRAM)
async def add_to_NVRAM(ctx: Context, self: VM, key: str, value: str) -> None:
    """Add a part to the NVRAM of a halted VM; MAP_DUPLICATE_KEY when it is there."""
    if key in self.NVRAM:
        raise XenError("MAP_DUPLICATE_KEY", "VM", "NVRAM", self.ref, key)
    await replace(ctx, self, {**self.NVRAM, key: value})


@message(VM, role=VM_ADMIN, asynchronous=False, operation=Op.changing_NVRAM)
async def remove_from_NVRAM(ctx: Context, self: VM, key: str) -> None:
    """Take a part out of the NVRAM of a halted VM; without EFI-variables, the firmware starts afresh."""
    await replace(ctx, self, {k: v for k, v in self.NVRAM.items() if k != key})
