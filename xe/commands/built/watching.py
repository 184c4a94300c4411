"""Commands about tasks, events and messages."""

from __future__ import annotations

from xapid.model.registry import registry
from xe.commands.arguments import RESERVED
from xe.commands.cli import Cli
from xe.commands.declare import command, simple
from xe.commands.failures import CommandFailure
from xe.commands.lookup import target
from xe.commands.quantities import read_int, read_time
from xe.commands.records import RECORDS
from xe.commands.records.table import P, RecordTable
from xe.commands.render import text_of
from xe.commands.texts import datetime_text
from xe.commands.values import Row

simple("task-cancel", "task.cancel", "Ask a task to stop.")

_WAITED_FOR = frozenset(("vm", "vdi", "sr", "host", "network", "vif", "pif", "vbd", "pbd", "pool", "task",
                         "subject", "role", "secret", "vmss"))  # fmt: skip

#: Begins a value that must be another.
_NOT = "/="

_CLASSES = {"vm-uuid": "VM", "host-uuid": "Host", "sr-uuid": "SR", "pool-uuid": "Pool"}


@command("event-wait", "class")
async def event_wait(cli: Cli) -> None:
    """Wait until an object of a class has the values that you name; NAME=/=VALUE: has another."""
    name = cli.params["class"]
    if name not in _WAITED_FOR:
        raise CommandFailure(f"Nothing can be waited for in the class {name}")
    table = RECORDS[name]
    wanted = [(n, value) for n, value in cli.params if n not in RESERVED and n != "class"]
    for missing in (n for n, _ in wanted if n not in table.by_name):
        raise CommandFailure(f"key missing: {missing}")
    classes = _told_by(table, [table.by_name[n] for n, _ in wanted])
    token = await cli.changes(classes, "")
    while True:
        rows = await cli.call(f"{table.api_class}.get_all_records")
        for row in rows.values():
            if await _fits(cli, table, row, wanted):
                return
        token = await cli.changes(classes, token)


def _told_by(table: RecordTable, params: list[P]) -> list[str]:
    """The classes whose objects the values of parameters come from; ``*`` when that cannot be said."""
    classes = {table.api_class}
    for param in params:
        if not isinstance(param.render, str):
            return ["*"]
        class_name = table.api_class
        for step in param.steps:
            class_name = target(class_name, step)
            classes.add(class_name)
    return sorted(classes & registry.classes.keys())


async def _fits(cli: Cli, table: RecordTable, row: Row, wanted: list[tuple[str, str]]) -> bool:
    lookup = cli.lookup()
    for name, value in wanted:
        text = await text_of(table, table.by_name[name], row, lookup)
        other = value.startswith(_NOT)
        if (text == value.removeprefix(_NOT)) is other:
            return False
    return True


@command("message-create", "name priority body", "vm-uuid host-uuid sr-uuid pool-uuid")
async def message_create(cli: Cli) -> None:
    """Leave a message about a VM, host, repository or pool."""
    found = [(class_name, cli.params[name]) for name, class_name in _CLASSES.items() if name in cli.params]
    if len(found) != 1:
        raise CommandFailure(f"Name what the message is about, by one of {', '.join(_CLASSES)}")
    priority = read_int("priority", cli.params["priority"])
    await cli.call("message.create", cli.params["name"], priority, *found[0], cli.params["body"])


@command("message-destroy", "", "uuid uuids")
async def message_destroy(cli: Cli) -> None:
    """Delete the messages of these uuids."""
    uuids = [cli.params.get("uuid"), *cli.params.get("uuids").split(",")]
    refs = [await cli.by_uuid("message", uuid) for uuid in uuids if uuid]
    if not refs:
        raise CommandFailure("Name the messages, by uuid or uuids")
    await cli.call("message.destroy_many", refs)


@command("message-destroy-all", "", "before after priority")
async def message_destroy_all(cli: Cli) -> None:
    """Delete all messages, or those from before or after a time, or of a priority."""
    filters = {name: datetime_text(read_time(name, cli.params[name])) for name in ("before", "after")
               if name in cli.params}  # fmt: skip
    if "priority" in cli.params:
        filters["priority"] = str(read_int("priority", cli.params["priority"]))
    await cli.call("message.destroy_all", filters)
