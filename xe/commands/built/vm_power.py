"""Commands that start and stop VMs."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xe.commands.cli import Cli
from xe.commands.declare import STANDARD, VM_SELECTORS, Run, command
from xe.commands.progress import call_with_progress
from xe.commands.report import api_text
from xe.commands.selectors import host_named, on_vms
from xe.commands.values import Row

_VMS = (STANDARD, VM_SELECTORS)


def _on_each(method: str, *args: Any) -> Run:
    """What calls one message of every selected VM."""

    async def run(cli: Cli) -> None:
        await on_vms(cli, lambda vm: call_with_progress(cli, method, vm.ref, *args))

    return run


def _declare(name: str, method: str, doc: str) -> None:
    run = _on_each(method)
    run.__doc__ = doc
    command(name, flags=_VMS)(run)


_declare("vm-pause", "VM.pause", "Stop a running VM for a moment; its memory stays where it is.")
_declare("vm-unpause", "VM.unpause", "Let a paused VM go on.")
_declare("vm-suspend", "VM.suspend", "Save the memory of a running VM to disk and stop it.")


@command("vm-start", "", "force on paused", _VMS)
async def vm_start(cli: Cli) -> None:
    """Start a VM, on a host of your choice (on) or any that can take it, paused if you like."""
    paused = cli.flag("paused")

    async def start(vm: Row) -> None:
        if cli.params.get("on"):
            host = await host_named(cli, cli.params["on"])
            await call_with_progress(cli, "VM.start_on", vm.ref, host, paused, cli.force)
        else:
            await _anywhere(cli, vm, "VM.start", paused, cli.force)

    await on_vms(cli, start, control_domains=True)


@command("vm-resume", "", "force on", _VMS)
async def vm_resume(cli: Cli) -> None:
    """Bring a suspended VM back, on a host of your choice (on) or any that can take it."""

    async def resume(vm: Row) -> None:
        if cli.params.get("on"):
            host = await host_named(cli, cli.params["on"])
            await call_with_progress(cli, "VM.resume_on", vm.ref, host, False, cli.force)
        else:
            await _anywhere(cli, vm, "VM.resume", False, cli.force)

    await on_vms(cli, resume)


@command("vm-shutdown", "", "force", _VMS)
async def vm_shutdown(cli: Cli) -> None:
    """Ask the guest to shut down and wait for it; with force, pull the plug."""
    method = "VM.hard_shutdown" if cli.force else "VM.clean_shutdown"
    await _on_each(method)(cli)


@command("vm-reboot", "", "force", _VMS)
async def vm_reboot(cli: Cli) -> None:
    """Ask the guest to reboot and wait for it; with force, reset it."""
    await _on_each("VM.hard_reboot" if cli.force else "VM.clean_reboot")(cli)


@command("vm-reset-powerstate", "", "force", _VMS)
async def vm_reset_powerstate(cli: Cli) -> None:
    """Call a VM halted whose host is lost. Its disks are damaged if it still runs."""
    cli.insist("If the VM still runs somewhere, two copies of it would write to the same disks.")
    await on_vms(cli, lambda vm: cli.call("VM.power_state_reset", vm.ref))


async def _anywhere(cli: Cli, vm: Row, method: str, *args: Any) -> None:
    """Start or resume; when no host will do, say of each why."""
    try:
        await call_with_progress(cli, method, vm.ref, *args)
    except XenError as error:
        if error.code == "NO_HOSTS_AVAILABLE":
            await _explain(cli, vm)
        raise


async def _in_a_line(cli: Cli, error: XenError) -> str:
    text, *details = (await api_text(error, cli.lookup())).splitlines()
    return f"{text} [{', '.join(details)}]" if details else text


async def _explain(cli: Cli, vm: Row) -> None:
    await cli.printer.list(
        "None of the hosts suits the VM.", "This is what each of them says against it:", ""
    )
    table = []
    for ref in await cli.call("host.get_all"):
        name = await cli.call("host.get_name_label", ref)
        try:
            await cli.call("VM.assert_can_boot_here", vm.ref, ref)
            reason = "Nothing: it could run here now."
        except XenError as error:
            reason = await _in_a_line(cli, error)
        table.append((name, reason))
    await cli.printer.table([table])
