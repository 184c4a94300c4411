"""Commands about what is measured of VMs, hosts and repositories."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from xe.commands.cli import Cli
from xe.commands.declare import HOST_SELECTORS, SR_SELECTORS, VM_SELECTORS, Command, declare
from xe.commands.selectors import on_hosts, on_srs, on_vms
from xe.commands.values import Row

Act = Callable[[Row], Awaitable[None]]
Over = Callable[[Cli, Act], Awaitable[Any]]


def _declare(scope: str, class_name: str, flag: str, over: Over, noun: str) -> None:
    """The four commands about the data sources of a class."""

    async def show(cli: Cli) -> None:
        async def act(row: Row) -> None:
            sources = await cli.call(f"{class_name}.get_data_sources", row.ref)
            await cli.printer.table(list(source.items()) for source in sources)

        await over(cli, act)

    async def query(cli: Cli) -> None:
        async def act(row: Row) -> None:
            value = await cli.call(f"{class_name}.query_data_source", row.ref, cli.params["data-source"])
            await cli.printer.list(f"{value:.6f}")

        await over(cli, act)

    async def change(message: str, cli: Cli) -> None:
        await over(cli, lambda row: cli.call(f"{class_name}.{message}", row.ref, cli.params["data-source"]))

    named = ("data-source",)
    record, forget = partial(change, "record_data_source"), partial(change, "forget_data_source_archives")
    actions = (
        ("list", show, (), f"List the data sources of a {noun}: what can be measured of it."),
        ("query", query, named, f"Print what a data source of a {noun} measures now."),
        ("record", record, named, f"Keep what a data source of a {noun} measures."),
        ("forget", forget, named,
         f"Drop what was kept of a data source of a {noun}."),
    )  # fmt: skip
    for verb, run, required, doc in actions:
        declare(Command(f"{scope}-data-source-{verb}", doc, run, required, (), (flag,)))


_declare("vm", "VM", VM_SELECTORS, partial(on_vms, control_domains=True), "VM")
_declare("host", "host", HOST_SELECTORS, on_hosts, "host")
_declare("sr", "SR", SR_SELECTORS, on_srs, "storage repository")
