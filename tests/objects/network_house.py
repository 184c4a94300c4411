"""A host whose networks are real, in a namespace of its own, and whose guests are namespaces on wires."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from tests.network.namespace import PATIENCE, Namespace, driver
from tests.objects.memory import make_context
from xapid.hypervisor.errors import DeviceNotFound
from xapid.hypervisor.spec import NicSpec, tap_name
from xapid.model.errors import XenError
from xapid.network.spec import LinkEvent
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.network import Network
from xapid.objects.network.lifecycle import create as create_network
from xapid.objects.operations import keep_allowed_operations_true
from xapid.objects.vif import VIF
from xapid.objects.vif.lifecycle import create as create_vif
from xapid.objects.vm import VM

VIF_RECORD = {
    "MAC": "", "MTU": 0, "device": "autodetect", "other_config": {}, "qos_algorithm_type": "",
    "qos_algorithm_params": {},
}  # fmt: skip


class OneAtATime:
    """The driver in a namespace, for callers that run side by side, and with its events."""

    def __init__(self, remote: Any) -> None:
        self._remote = remote
        self._turn = asyncio.Lock()

    def __getattr__(self, method: str) -> Any:
        async def call(*args: Any, **options: Any) -> Any:
            async with self._turn:
                return await getattr(self._remote, method)(*args, **options)

        return call

    async def watch(self) -> AsyncIterator[LinkEvent]:
        await self._remote.send("watch")
        while True:
            yield LinkEvent.model_validate((await self._remote.events.get())["event"])


class Wires:
    """The part of a hypervisor that plugs cards: here a wire from the bridge into the guest's namespace."""

    def __init__(self, host: Namespace, guest: Namespace) -> None:
        self.host, self.guest = host, guest
        #: Raised by the next call.
        self.failure: Exception | None = None

    async def attach_nic(self, uuid: str, nic: NicSpec) -> None:
        self._fail()
        self.host.veth(nic.tap, f"c{nic.index}", self.guest)
        self.guest.run("ip", "link", "set", f"c{nic.index}", "address", nic.mac)
        if nic.bridge is not None:
            self.host.run("ip", "link", "set", nic.tap, "master", nic.bridge)

    async def detach_nic(self, uuid: str, index: int, deadline: float = 30) -> None:
        self._fail()
        if tap_name(uuid, index) not in self.host.links():
            raise DeviceNotFound(str(index))
        self.host.run("ip", "link", "del", tap_name(uuid, index))

    def _fail(self) -> None:
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure


class House:
    """The daemon's context, and the host that it manages."""

    def __init__(self, ctx: Context, host: Namespace, guest: Namespace) -> None:
        self.ctx, self.host, self.guest = ctx, host, guest
        self.wires = cast(Wires, ctx.services.hypervisor)

    async def network(self, **values: Any) -> Network:
        made: Network = await create_network(self.ctx, {"name_label": "lan", "other_config": {}, **values})
        return made

    def vm(self, power_state: str = "Running") -> VM:
        with self.ctx.change():
            return self.ctx.store.create(VM, power_state=power_state)

    async def vif(self, vm: VM, network: Network, **values: Any) -> VIF:
        record = {**VIF_RECORD, "VM": vm.ref, "network": network.ref, **values}
        made: VIF = await create_vif(self.ctx, record)
        return made

    def set(self, obj: Any, **values: Any) -> None:
        with self.ctx.change():
            for name, value in values.items():
                setattr(obj, name, value)

    def bridge_of(self, vif: VIF) -> str | None:
        """The bridge that the guest's wire ends at; None while it has none."""
        found = self.host.links().get(tap_name(vif.VM.uuid, int(vif.device)), {}).get("master")
        return cast(str | None, found)

    def bridges(self) -> list[str]:
        links = self.host.links().items()
        return sorted(name for name, link in links if link.get("linkinfo", {}).get("info_kind") == "bridge")

    async def until(self, condition: Any) -> Any:
        """The first true value of a condition on the records."""
        async with asyncio.timeout(PATIENCE):
            while not (value := condition()):
                await self.ctx.store.watch()
            return value


@asynccontextmanager
async def refused(code: str, *params: object) -> AsyncIterator[None]:
    """The block raises this error of the API."""
    with pytest.raises(XenError) as caught:
        yield
    assert (caught.value.code, caught.value.params[: len(params)]) == (code, tuple(map(str, params)))


@asynccontextmanager
async def daemon(
    host: Namespace, guest: Namespace, state: Path, ctx: Context | None = None, **settings: Any
) -> AsyncIterator[House]:
    """A daemon on the host; with ``ctx``, the next one with the records of that one."""
    told = {"RESOLV_CONF": str(settings["resolv_conf"])} if "resolv_conf" in settings else {}
    async with driver(host, state / "network", **told) as remote:
        made = make_context(state, ctx.store if ctx is not None else None, **settings)
        services = made.services
        services.network = cast(Any, OneAtATime(remote))
        services.hypervisor = cast(Any, Wires(host, guest))
        if ctx is None:
            keep_allowed_operations_true(made.store)
            with made.change():
                made.store.create(Host, name_label="here", enabled=True)
        services.host = made.store.one(Host)
        yield House(made, host, guest)
        await services.stop()
        services.authenticator.close()


@pytest.fixture
def spaces() -> Iterator[tuple[Namespace, Namespace]]:
    """The host's namespace and the guest's."""
    with Namespace() as host, Namespace() as guest:
        yield host, guest


@pytest.fixture
async def house(spaces: tuple[Namespace, Namespace], tmp_path: Path) -> AsyncIterator[House]:
    async with daemon(*spaces, tmp_path) as made:
        yield made
