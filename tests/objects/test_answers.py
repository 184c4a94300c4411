"""Messages that are answered from what is known already, in a store in memory."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from xapid.model.errors import XenError
from xapid.model.types import format_datetime
from xapid.objects.catalog import load
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.host.clock import get_servertime
from xapid.objects.host.management import get_management_interface
from xapid.objects.host.methods import list_methods
from xapid.objects.pif import PIF
from xapid.objects.pool import Pool
from xapid.objects.pool.licence import get_license_state
from xapid.store.journal import Nowhere
from xapid.store.store import Store


@pytest.fixture
def ctx() -> Iterator[Context]:
    journal = Nowhere()
    journal.store = Store(load(), journal)
    yield Context(journal.store, cast(Any, None))


def make(ctx: Context, cls: type[Any], **values: Any) -> Any:
    with ctx.change():
        return ctx.store.create(cls, **values)


async def test_the_clock_is_the_hosts_and_names_its_zone(ctx: Context) -> None:
    before = datetime.now(UTC)
    now = await get_servertime(ctx, make(ctx, Host))
    assert before <= now <= datetime.now(UTC)
    assert format_datetime(now).endswith("Z")


async def test_methods_are_listed_by_full_name_but_for_hidden_ones(ctx: Context) -> None:
    names = await list_methods(ctx)
    assert names == sorted(set(names))
    assert {"host.get_servertime", "pool.get_all", "VDI.get_record", "host.list_methods"} <= set(names)
    assert "pool.hello" not in names
    assert not any(load().messages[name].hidden for name in names)


async def test_the_management_interface_is_the_hosts_own(ctx: Context) -> None:
    host, other = make(ctx, Host), make(ctx, Host)
    make(ctx, PIF, host=other, management=True)
    make(ctx, PIF, host=host)
    with pytest.raises(XenError, match="HOST_HAS_NO_MANAGEMENT_IP"):
        await get_management_interface(ctx, host)
    wanted = make(ctx, PIF, host=host, management=True)
    assert await get_management_interface(ctx, host) is wanted


async def test_the_licence_never_ends(ctx: Context) -> None:
    assert await get_license_state(ctx, make(ctx, Pool)) == {"edition": "xapid", "expiry": "never"}


async def test_what_is_not_built_says_so(ctx: Context) -> None:
    host = make(ctx, Host)
    with pytest.raises(XenError) as caught:
        await load().messages["host.send_debug_keys"](ctx, host, "h")
    assert caught.value.description == ["NOT_IMPLEMENTED", "host.send_debug_keys"]
