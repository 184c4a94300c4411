"""Commands about controllers of the virtual switches."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import command, simple
from xe.commands.quantities import read_int, read_word

simple("sdn-controller-forget", "SDN_controller.forget", "Let the switches follow a controller no more.")


@command("sdn-controller-introduce", "", "address protocol tcp-port")
async def sdn_controller_introduce(cli: Cli) -> None:
    """Let the switches of all hosts follow a controller: called by ssl, or calling by pssl."""
    port = read_int("tcp-port", cli.params.get("tcp-port", "0"))
    protocol = read_word("protocol", cli.params.get("protocol", "ssl"), "sdn_controller_protocol")
    made = await cli.call("SDN_controller.introduce", protocol, cli.params.get("address"), port)
    await cli.print_uuid("SDN_controller", made)
