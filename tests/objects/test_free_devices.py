"""The device numbers that a VM has left."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from xapid.objects import catalog
from xapid.objects.context import Context
from xapid.objects.vbd import VBD
from xapid.objects.vif import VIF
from xapid.objects.vm import VM
from xapid.objects.vm.free_devices import get_allowed_VBD_devices, get_allowed_VIF_devices
from xapid.store.journal import Nowhere
from xapid.store.store import Store


@pytest.fixture
def ctx() -> Context:
    journal = Nowhere()
    journal.store = Store(catalog.load(), journal)
    return Context(journal.store, SimpleNamespace())


@pytest.mark.parametrize(
    ("used", "free"),
    [
        ([], ["0", "1", "2"]),
        (["0", "2"], ["1", "3", "4"]),
        (["xvda", "hdc"], ["1", "3", "4"]),
        (["autodetect", "1"], ["0", "2", "3"]),
    ],
)
async def test_block_devices(ctx: Context, used: list[str], free: list[str]) -> None:
    with ctx.change():
        vm = ctx.store.create(VM)
        for name in used:
            ctx.store.create(VBD, VM=vm, userdevice=name)
    assert (await get_allowed_VBD_devices(ctx, vm))[:3] == free


async def test_network_devices(ctx: Context) -> None:
    with ctx.change():
        vm, other = ctx.store.create(VM), ctx.store.create(VM)
        for owner, name in ((vm, "1"), (vm, "0"), (other, "2")):
            ctx.store.create(VIF, VM=owner, device=name)
    assert await get_allowed_VIF_devices(ctx, vm) == ["2", "3", "4", "5", "6"]


async def test_none_left(ctx: Context) -> None:
    with ctx.change():
        vm = ctx.store.create(VM)
        for number in range(7):
            ctx.store.create(VIF, VM=vm, device=str(number))
    assert await get_allowed_VIF_devices(ctx, vm) == []
