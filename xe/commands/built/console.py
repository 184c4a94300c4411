"""The command that joins the user's terminal to a guest."""

from __future__ import annotations

from urllib.parse import urlsplit

from xe.commands.cli import Cli
from xe.commands.declare import VM_SELECTORS, command
from xe.commands.failures import Stop
from xe.commands.selectors import VM, choose
from xe.commands.values import Row

_WITHOUT_CONSOLE = ("Halted", "Suspended")


@command("console", "", "", (VM_SELECTORS,))
async def console(cli: Cli) -> None:
    """Join your terminal to the serial console of a running VM. Ctrl-] leaves it.

    Another key does with --detach-key ^A, the variable XE_DETACH_KEY, or a line detach-key=^A in ~/.xe.
    """
    vm = (await choose(cli, VM, one=True))[0]
    url = await _serial_line(cli, vm)
    name = vm["name_label"]
    await cli.printer.aside(f"The console of {name}. Ctrl-] leaves it.")
    if not await cli.conversation.connect(f"{url}&session_id={cli.session}"):
        await cli.conversation.complain(
            f"The console of {name} could not be joined; somebody else may have it\n"
        )
        raise Stop(1)


async def _serial_line(cli: Cli, vm: Row) -> str:
    """Where the client finds it. Ends the command when there is none."""
    name = vm["name_label"]
    if vm["power_state"] in _WITHOUT_CONSOLE:
        await cli.conversation.complain(
            f"The VM {name} is {vm['power_state'].lower()}, so it has no console\n"
        )
        raise Stop(1)
    consoles = [await cli.record("console", ref) for ref in await cli.call("VM.get_consoles", vm.ref)]
    text = next((console for console in consoles if console["protocol"] == "vt100"), None)
    if text is None:
        await cli.conversation.complain(f"The VM {name} has no serial console\n")
        raise Stop(1)
    if vm["resident_on"] != await cli.call("session.get_this_host", cli.session):
        return str(text["location"])
    parts = urlsplit(text["location"])  # the client has a way to this host already
    return f"{parts.path}?{parts.query}"
