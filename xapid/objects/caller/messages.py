"""The messages of the class Caller."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN, POOL_OPERATOR
from xapid.objects.caller.declaration import Caller
from xapid.objects.caller.usage import Account
from xapid.objects.context import Context
from xapid.objects.implicit import constructor_values

LONGEST, MOST_GROUPS, MOST_CALLERS = 256, 64, 10_000


@message(Caller, role=POOL_ADMIN, params={"args": "Caller record"})
async def create(ctx: Context, args: dict[str, Any]) -> Caller:
    """Count calls with that user agent, from that address, or with both; what is empty fits any.

    Raises INVALID_VALUE [field, value] for what is no address, or is counted already.
    """
    values = constructor_values(Caller.info, args)
    agent, address = values.get("user_agent", ""), _address(values.get("client_ip", ""))
    if len(agent) > LONGEST:
        raise XenError("INVALID_VALUE", "user_agent", agent[:LONGEST])
    present = ctx.store.all(Caller)
    if any((known.user_agent, known.client_ip) == (agent, address) for known in present):
        raise XenError("INVALID_VALUE", "user_agent", agent)
    if len(present) >= MOST_CALLERS:
        raise XenError("TOO_BUSY")
    with ctx.change():
        return ctx.store.create(Caller, **{**values, "client_ip": address})


@message(Caller, role=POOL_OPERATOR)
async def add_group(ctx: Context, self: Caller, group: str) -> None:
    """Count it under that name, too, together with others; a name that it has already is fine."""
    if not group or len(group) > LONGEST or len(self.groups) >= MOST_GROUPS:
        raise XenError("INVALID_VALUE", "group", group[:LONGEST])
    with ctx.change():
        self.groups = list(dict.fromkeys([*self.groups, group]))


@message(Caller, role=POOL_OPERATOR)
async def remove_group(ctx: Context, self: Caller, group: str) -> None:
    """Count it under that name no longer."""
    with ctx.change():
        self.groups = [name for name in self.groups if name != group]


@message(Caller, role=POOL_OPERATOR)
async def query_token_usage(ctx: Context, self: Caller) -> float:
    """The tokens that its calls have cost since the daemon started, one each."""
    return ctx.services.usage.of(self).tokens


@message(Caller, role=POOL_OPERATOR)
async def query_call_count(ctx: Context, self: Caller) -> int:
    """How many calls it has made since the daemon started."""
    return ctx.services.usage.of(self).calls


@message(Caller, role=POOL_OPERATOR)
async def query_group_token_usage(ctx: Context, group: str) -> float:
    """The tokens that the calls of a group have cost since the daemon started."""
    return sum((account.tokens for account in _of_group(ctx, group)), 0.0)


@message(Caller, role=POOL_OPERATOR)
async def query_group_call_count(ctx: Context, group: str) -> int:
    """How many calls a group has made since the daemon started."""
    return sum(account.calls for account in _of_group(ctx, group))


@message(Caller, role=POOL_OPERATOR)
async def query_all_usage(ctx: Context) -> list[list[str]]:
    """For each caller its uuid, its name, the number of its calls, and the tokens that they have cost."""
    return [[a.caller.uuid, a.caller.name_label, str(a.calls), f"{a.tokens:.15g}"]
            for a in ctx.services.usage.all()]  # fmt: skip


def _of_group(ctx: Context, group: str) -> list[Account]:
    return [account for account in ctx.services.usage.all() if group in account.caller.groups]


def _address(text: str) -> str:
    if not text:
        return ""
    try:
        return str(ip_address(text))
    except ValueError:
        raise XenError("INVALID_VALUE", "client_ip", text[:LONGEST]) from None
