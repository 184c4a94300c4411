"""Commands about those who want traces of what calls do."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import command, simple

simple("observer-destroy", "Observer.destroy", "Send an observer no more traces, and forget it.")


@command("observer-create", "name-label",
         "host-uuids name-description enabled attributes endpoints components")  # fmt: skip
async def observer_create(cli: Cli) -> None:
    """Have traces of what calls do sent to endpoints, with attributes:KEY=VALUE added to each of them."""
    made = await cli.call("Observer.create", {
        "name_label": cli.params["name-label"], "name_description": cli.params.get("name-description"),
        "hosts": [await cli.by_uuid("host", uuid) for uuid in _words(cli, "host-uuids")],
        "enabled": cli.flag("enabled"), "attributes": cli.params.under("attributes"),
        "endpoints": _words(cli, "endpoints"), "components": _words(cli, "components"),
    })  # fmt: skip
    await cli.print_uuid("Observer", made)


def _words(cli: Cli, name: str) -> list[str]:
    return [word for word in cli.params.get(name).split(",") if word]
