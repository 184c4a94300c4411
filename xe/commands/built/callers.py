"""Commands about programs that use the API, and how much they may."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import command, simple
from xe.commands.failures import CommandFailure
from xe.commands.quantities import read_float
from xe.commands.texts import shown

simple("caller-destroy", "Caller.destroy", "Count the calls of a program no more.")
simple("rate-limit-destroy", "Rate_limit.destroy", "Take a limit away from its callers, and delete it.")


@command("caller-create", "", "name-label name-description user-agent client-ip")
async def caller_create(cli: Cli) -> None:
    """Count the calls that come with a user agent, from an address, or with both."""
    names = ("name-label", "name-description", "user-agent", "client-ip")
    made = await cli.call("Caller.create", {name.replace("-", "_"): cli.params.get(name) for name in names})
    await cli.printer.message(await cli.uuid("Caller", made))


@command("caller-query-usage", "", "uuid group")
async def caller_query_usage(cli: Cli) -> None:
    """Show how many calls a program, or a group of them, has made, and what they have cost."""
    if "uuid" in cli.params:
        whose, of, messages = "uuid", await cli.find("Caller"), ("query_call_count", "query_token_usage")
    elif "group" in cli.params:
        whose, of = "group", cli.params["group"]
        messages = "query_group_call_count", "query_group_token_usage"
    else:
        raise CommandFailure("Name a caller by uuid, or a group of them by group")
    calls, tokens = [shown(await cli.call(f"Caller.{message}", of)) for message in messages]
    await cli.printer.table([[(whose, cli.params[whose]), ("call-count", calls), ("token-usage", tokens)]])


@command("caller-list-usage")
async def caller_list_usage(cli: Cli) -> None:
    """Show how many calls each program has made, and what they have cost."""
    found = await cli.call("Caller.query_all_usage")
    keys = ("uuid", "name-label", "call-count", "token-usage")
    await cli.printer.table(
        list(zip(keys, [*words, shown(float(tokens))], strict=True)) for *words, tokens in found
    )


@command("rate-limit-create", "burst-size fill-rate", "name-label name-description caller-uuids")
async def rate_limit_create(cli: Cli) -> None:
    """Make a limit: burst-size calls at once, and fill-rate more each second; caller-uuids: held to it."""
    params = cli.params
    uuids = [uuid for uuid in params.get("caller-uuids").split(",") if uuid]
    callers = [await cli.by_uuid("Caller", uuid) for uuid in uuids]
    made = await cli.call("Rate_limit.create", {
        "name_label": params.get("name-label"), "name_description": params.get("name-description"),
        "burst_size": read_float("burst-size", params["burst-size"]),
        "fill_rate": read_float("fill-rate", params["fill-rate"]),
    })  # fmt: skip
    for caller in callers:
        await cli.call("Rate_limit.add_caller", made, caller)
    await cli.printer.message(await cli.uuid("Rate_limit", made))


@command("rate-limit-add-caller", "uuid caller-uuid")
async def rate_limit_add_caller(cli: Cli) -> None:
    """Hold a program to a limit, instead of any other."""
    limit, caller = await cli.find("Rate_limit"), await cli.find("Caller", "caller-uuid")
    await cli.call("Rate_limit.add_caller", limit, caller)


@command("rate-limit-remove-caller", "uuid caller-uuid")
async def rate_limit_remove_caller(cli: Cli) -> None:
    """Hold a program to a limit no more."""
    limit, caller = await cli.find("Rate_limit"), await cli.find("Caller", "caller-uuid")
    await cli.call("Rate_limit.remove_caller", limit, caller)
