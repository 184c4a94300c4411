"""The objects that a command acts on: VMs, hosts and repositories chosen by filters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from xapid.model.errors import XenError
from xe.commands.cli import Cli
from xe.commands.failures import CommandFailure, Stop
from xe.commands.filters import equals, fetch, filters_of, matching
from xe.commands.quantities import read_int
from xe.commands.records import RECORDS
from xe.commands.report import api_text
from xe.commands.texts import datetime_text
from xe.commands.values import Row

T = TypeVar("T")

#: Messages of this priority and more urgent ones are shown, unless the user says otherwise.
_PRIORITY = "5"

#: Messages carry whole seconds, and are told from those that were there before.
_LOOK_BACK = timedelta(seconds=2)


@dataclass(frozen=True)
class Kind:
    """A class that selectors choose from. ``names``: the fields that ``vm=`` and its like compare with."""

    record: str
    names: tuple[str, ...]
    none: str
    several: str
    noun: str


VM = Kind("vm", ("uuid", "name_label"), "No matching VMs found", "Multiple matches VMs found.", "VM")
HOST = Kind("host", ("uuid", "hostname", "name_label"), "No matching hosts found",
            "Multiple matching hosts found.", "host")  # fmt: skip
SR = Kind("sr", ("uuid", "name_label"), "No matching hosts found", "Multiple matching SRs found.", "SR")


async def choose(cli: Cli, kind: Kind, implicit: Iterable[tuple[str, str]] = (), *,
                 multiple: bool | None = None, one: bool = False,
                 params: bool = False) -> list[Row]:  # fmt: skip
    """The objects that the parameters select, at least one.

    ``multiple``: whether there may be several (None: as the user says); ``one``: never. ``params``: whether
    that is a parameter of the command. Raises CommandFailure.
    """
    table = RECORDS[kind.record]
    own = {*cli.command.required, *cli.command.optional, "progress", "task-uuid"} - {kind.record}
    own |= {"params"} if params else set()
    filters = filters_of(cli.params, own)
    named = [value for name, value in filters if name == kind.record]
    filters = [*implicit, *(pair for pair in filters if pair[0] != kind.record)]
    rows: list[Row]
    expression = " or ".join(equals(field, named[0]) for field in kind.names) if named else ""
    if expression and '"' not in named[0]:
        rows = list((await cli.call(f"{table.api_class}.get_all_records_where", expression)).values())
    else:
        rows = list((await fetch(cli.call, table, filters)).values())
        rows = [row for row in rows if all(any(row[f] == name for f in kind.names) for name in named)]
    rows = await matching(table, rows, filters, cli.lookup(len(rows)))
    if not rows:
        raise CommandFailure(kind.none)
    if len(rows) > 1 and one:
        raise CommandFailure(f"{kind.several} Operation can only be performed on one {kind.noun} at a time")
    if len(rows) > 1 and not (cli.flag("multiple") if multiple is None else multiple):
        raise CommandFailure(f"{kind.several} --multiple required to complete the operation")
    return rows


async def each(cli: Cli, rows: list[Row], act: Callable[[Row], Awaitable[T]]) -> list[T]:
    """Act on every object; the results. With several, all are tried before the failures are told."""
    if len(rows) == 1:
        return [await act(rows[0])]
    results: list[T] = []
    failures: list[str] = []
    for row in rows:
        try:
            results.append(await act(row))
        except XenError as error:
            failures.append(f"operation failed on {row['uuid']}: {await api_text(error, cli.lookup())}")
        except CommandFailure as error:
            failures.append(f"operation failed on {row['uuid']}: {error}")
    if failures:
        for failure in reversed(failures):
            await cli.printer.aside(failure)
        raise Stop(1)
    return results


async def on_vms(cli: Cli, act: Callable[[Row], Awaitable[T]], *, templates: bool = False,
                 control_domains: bool = False, multiple: bool | None = None,
                 params: bool = False) -> list[T]:  # fmt: skip
    """Act on the VMs that the parameters select; what the API has to say of each is shown after it."""
    implicit = [("is-a-template", "false")] if not templates else []
    implicit += [("is-control-domain", "false")] if not control_domains else []

    async def observed(vm: Row) -> T:
        since = datetime.now(UTC) - _LOOK_BACK
        before = await _messages(cli, vm, since)
        result = await act(vm)
        for ref, message in (await _messages(cli, vm, since)).items():
            if ref not in before:
                await _tell(cli, message)
        return result

    return await each(cli, await choose(cli, VM, implicit, multiple=multiple, params=params), observed)


async def on_hosts(cli: Cli, act: Callable[[Row], Awaitable[T]], *, one: bool = False) -> list[T]:
    """Act on the hosts that the parameters select."""
    return await each(cli, await choose(cli, HOST, one=one), act)


async def on_srs(cli: Cli, act: Callable[[Row], Awaitable[T]]) -> list[T]:
    """Act on the storage repositories that the parameters select."""
    return await each(cli, await choose(cli, SR), act)


async def host_named(cli: Cli, name: str) -> str:
    """The host of that uuid or name. Raises CommandFailure."""
    hosts: dict[str, Row] = await cli.call("host.get_all_records")
    found = [ref for ref, host in hosts.items() if any(host[field] == name for field in HOST.names)]
    if len(found) != 1:
        raise CommandFailure(HOST.none if not found else f"{HOST.several} Name one by its uuid.")
    return found[0]


async def _messages(cli: Cli, vm: Row, since: datetime) -> dict[str, Any]:
    if cli.printer.minimal:
        return {}
    found: dict[str, Any] = await cli.call("message.get", "VM", vm["uuid"], since)
    return found


async def _tell(cli: Cli, message: Row) -> None:
    if message["priority"] < read_int("message-priority", cli.params.get("message-priority", _PRIORITY)):
        time = datetime_text(message["timestamp"])
        await cli.printer.complain(
            f"Message: time={time} priority={message['priority']} name='{message['name']}'\n"
        )
