"""Commands about the memory, processors and identity of VMs."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, STANDARD, VM_SELECTORS, Command, command, declare
from xe.commands.progress import call_with_progress
from xe.commands.quantities import read_float, read_int, read_size, read_word
from xe.commands.selectors import on_vms
from xe.commands.values import Row

_VMS = (VM_SELECTORS,)


def _memory(name: str, method: str, sizes: str, doc: str, flags: tuple[str, ...] = _VMS) -> None:
    """Declare a command that calls a message with sizes in bytes."""

    async def run(cli: Cli) -> None:
        values = [read_size(param, cli.params[param]) for param in sizes.split()]
        await on_vms(cli, lambda vm: cli.call(method, vm.ref, *values), templates=True, control_domains=True)

    declare(Command(name, doc, run, tuple(sizes.split()), (), flags))


_memory("vm-memory-set", "VM.set_memory", "memory", "Set all limits of a halted VM's memory to one size.")
_memory("vm-memory-static-range-set", "VM.set_memory_static_range", "min max",
        "Set what a VM's memory can never go below or above until it is restarted.")  # fmt: skip
_memory("vm-memory-dynamic-range-set", "VM.set_memory_dynamic_range", "min max",
        "Set between what a VM's memory may move while it runs.")  # fmt: skip
_memory("vm-memory-limits-set", "VM.set_memory_limits", "static-min static-max dynamic-min dynamic-max",
        "Set all four limits of a VM's memory.")  # fmt: skip


def _target(name: str, flags: tuple[str, ...], doc: str) -> None:
    async def run(cli: Cli) -> None:
        size = read_size("target", cli.params["target"])
        await on_vms(cli, lambda vm: cli.call("VM.set_memory_dynamic_range", vm.ref, size, size),
                     control_domains=True)  # fmt: skip

    declare(Command(name, doc, run, ("target",), (), flags))


_target("vm-memory-target-set", _VMS, "Give a VM so much memory, now and from now on.")
_target("vm-memory-balloon", (VM_SELECTORS, HIDDEN), "The older name of vm-memory-target-set.")


@command("vm-memory-shadow-multiplier-set", "multiplier", "", _VMS)
async def vm_memory_shadow_multiplier_set(cli: Cli) -> None:
    """Set how much memory is kept to translate addresses for a VM, as a multiple of the usual."""
    multiplier = read_float("multiplier", cli.params["multiplier"])
    await on_vms(cli, lambda vm: cli.call("VM.set_shadow_multiplier_live", vm.ref, multiplier))


@command("vm-memory-target-wait", "", "", (VM_SELECTORS, HIDDEN))
async def vm_memory_target_wait(cli: Cli) -> None:
    """Wait until a VM has as much memory as it shall have."""
    await on_vms(cli, lambda vm: cli.call("VM.wait_memory_target_live", vm.ref), control_domains=True)


@command("vm-compute-maximum-memory", "total", "approximate", (STANDARD, VM_SELECTORS))
async def vm_compute_maximum_memory(cli: Cli) -> None:
    """Print how much memory a VM can have, in bytes, when it may use so much of the host's in all."""
    total = read_size("total", cli.params["total"])
    rough = cli.flag("approximate")

    async def ask(vm: Row) -> None:
        await cli.printer.list(str(await cli.call("VM.maximise_memory", vm.ref, total, rough)))

    await on_vms(cli, ask, control_domains=True)


@command("vm-compute-memory-overhead", "", "", _VMS)
async def vm_compute_memory_overhead(cli: Cli) -> None:
    """Print how much of the host's memory a VM takes beside its own, in bytes."""

    async def ask(vm: Row) -> None:
        await cli.printer.message(str(await cli.call("VM.compute_memory_overhead", vm.ref)))

    await on_vms(cli, ask, templates=True, control_domains=True)


@command("vm-vcpu-hotplug", "new-vcpus", "", _VMS)
async def vm_vcpu_hotplug(cli: Cli) -> None:
    """Give a running VM more or fewer processors, up to VCPUs-max."""
    number = read_int("new-vcpus", cli.params["new-vcpus"])
    await on_vms(cli, lambda vm: call_with_progress(cli, "VM.set_VCPUs_number_live", vm.ref, number))


@command("vm-copy-bios-strings", "host-uuid", "", _VMS)
async def vm_copy_bios_strings(cli: Cli) -> None:
    """Let a VM's firmware name the maker and model of a host."""
    host = await cli.find("host", "host-uuid")
    await on_vms(cli, lambda vm: cli.call("VM.copy_bios_strings", vm.ref, host))


@command("vm-is-bios-customized", "", "", _VMS)
async def vm_is_bios_customized(cli: Cli) -> None:
    """Say whether a VM's firmware names a maker other than the usual one."""

    async def tell(vm: Row) -> None:
        vendor = (await cli.call("VM.get_bios_strings", vm.ref)).get("bios-vendor")
        if vendor is None:
            await cli.printer.message("The BIOS strings of this VM are not set.")
        elif vendor == "Xen":
            await cli.printer.message("This VM is BIOS-generic.")
        else:
            await cli.printer.message("This VM is BIOS-customized.")

    await on_vms(cli, tell)


@command("vm-restart-device-models", "", "", (STANDARD, VM_SELECTORS))
async def vm_restart_device_models(cli: Cli) -> None:
    """Replace the program that emulates a running VM's devices by the installed version."""
    await on_vms(cli, lambda vm: cli.call("VM.restart_device_models", vm.ref))


@command("vm-set-uefi-mode", "uuid mode")
async def vm_set_uefi_mode(cli: Cli) -> None:
    """Put a VM's UEFI into set-up or user mode."""
    mode = read_word("mode", cli.params["mode"], "vm_uefi_mode")
    said = await cli.call("VM.set_uefi_mode", await cli.find("VM"), mode)
    await cli.printer.message(said)


@command("vm-get-secureboot-readiness", "uuid")
async def vm_get_secureboot_readiness(cli: Cli) -> None:
    """Print whether a VM is ready for Secure Boot, and else what it lacks."""
    await cli.printer.message(str(await cli.call("VM.get_secureboot_readiness", await cli.find("VM"))))


@command("vm-update-secureboot-certificates-on-boot", "mark", "", _VMS)
async def vm_update_secureboot_certificates_on_boot(cli: Cli) -> None:
    """Have a VM's next start bring the certificates of its Secure Boot up to date (mark), or no longer."""
    mark = cli.flag("mark")
    message = "VM.update_secureboot_certificates_on_boot"
    await on_vms(cli, lambda vm: cli.call(message, vm.ref, mark))


@command("vm-query-services", "", "", (STANDARD, VM_SELECTORS, HIDDEN))
async def vm_query_services(cli: Cli) -> None:
    """List the services that a VM offers to the host."""

    async def ask(vm: Row) -> None:
        await cli.printer.table([list((await cli.call("VM.query_services", vm.ref)).items())])

    await on_vms(cli, ask)
