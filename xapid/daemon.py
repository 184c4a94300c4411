"""Putting the parts together: start and stop of one daemon, in one readable order."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from uuid import uuid4

import orjson

from xapid.config import Config
from xapid.files import write_whole
from xapid.hypervisor.driver import LibvirtHypervisor
from xapid.hypervisor.errors import HypervisorError
from xapid.hypervisor.local import CPU_CONTROLLERS, LocalLibvirt, find_libvirtd
from xapid.model.errors import XenError
from xapid.network.driver import LinuxNetworkDriver
from xapid.objects import catalog, operations, role_records
from xapid.objects.access import enabling
from xapid.objects.access.revalidation import revalidate
from xapid.objects.authentication import Authenticator
from xapid.objects.blob.files import look_after_files
from xapid.objects.certificate.start import start_trust
from xapid.objects.console import relocate
from xapid.objects.context import Context
from xapid.objects.host import Host, backup
from xapid.objects.host.presence import appear, arrive, follow_memory
from xapid.objects.host.services_state import look_at_services
from xapid.objects.network.start import start_networks
from xapid.objects.observer.observing import follow_all
from xapid.objects.pbd.plugging import plug_again
from xapid.objects.pci.discovery import sync_pci
from xapid.objects.pool.logins import put_into_effect
from xapid.objects.pool.presence import ensure_pool
from xapid.objects.pool.uefi_certificates import note_uefi_certificates
from xapid.objects.pusb.discovery import watch_usb
from xapid.objects.services import Ending, Services
from xapid.objects.sm import sync_drivers
from xapid.objects.sr.defaults import ensure_defaults
from xapid.objects.sr.lifecycle import abandon_unfinished
from xapid.objects.task.life import fail_orphans
from xapid.objects.transfer.leftovers import abandon_imports
from xapid.objects.upkeep import look_after
from xapid.objects.vm.console_logs import watch_console_logs
from xapid.objects.vm.control_domain import ensure_control_domain
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.files import SOCKETS, remove_stray_files
from xapid.objects.vm.observer import Observer
from xapid.objects.vm.templates import ensure_templates
from xapid.objects.vtpm.copying import remove_stray_tpms
from xapid.plugins.leftovers import end_leftovers
from xapid.rpc.dispatch import Dispatcher
from xapid.rpc.front import Front
from xapid.rpc.nbd import listen
from xapid.storage.host import Storage
from xapid.storage.spec import StorageSettings
from xapid.store.database import sqlite_url
from xapid.store.opening import open_store
from xapid.store.store import Store
from xe.server import serve

log = logging.getLogger(__name__)

#: What a running daemon says of itself, in its state directory.
READY_FILE = "ready.json"
FINISH_SECONDS = 5.0
SETTLING_SECONDS = 60.0
ARRIVAL_PAUSE, ARRIVAL_PAUSE_MOST = 1.0, 30.0


class AlreadyRunning(Exception):
    """Another daemon has this state directory."""


class Daemon:
    """One xapid. ``start`` returns when clients are answered; ``stop`` leaves guests running."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.store: Store
        self.services: Services
        self.front: Front
        self._ends = AsyncExitStack()
        self._libvirtd: LocalLibvirt | None = None
        self._answering = False

    async def start(self) -> None:
        """Start everything, or raise and leave nothing running."""
        async with AsyncExitStack() as ends:
            self._lock(ends)
            await self._open_store(ends)
            await self._open_host(ends)
            ctx = Context(self.store, self.services)
            await self._fill(ctx)
            await self._open_front(ends)
            self.services.spawn(look_at_services(ctx), "state of the host's services")
            self._ends = ends.pop_all()

    async def stop(self) -> None:
        """Stop answering, finish what can be finished, and let go of everything."""
        await self._ends.aclose()

    async def until_asked(self) -> Ending:
        """Wait until a client asks for the daemon's end, and then for the answers of calls under way."""
        await self.services.end_asked.wait()
        await self.front.finish(FINISH_SECONDS)
        assert self.services.ending is not None
        return self.services.ending

    def _lock(self, ends: AsyncExitStack) -> None:
        state = self.config.state_dir
        state.mkdir(mode=0o711, parents=True, exist_ok=True)
        lock = ends.enter_context((state / "lock").open("w"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"a daemon is running on {state} already") from None

    async def _open_store(self, ends: AsyncExitStack) -> None:
        registry = catalog.load()
        url = self.config.database or sqlite_url(self.config.state_dir / "xapid.db")
        state = self.config.state_dir
        backup.put_back(state)
        restore = state / backup.DUMP
        self.store, writer = await open_store(url, registry, restore)
        if restore.exists():
            backup.become(state, [host.uuid for host in self.store.all(Host)])
        ends.push_async_callback(writer.close)
        operations.keep_allowed_operations_true(self.store)
        role_records.install(self.store)
        fail_orphans(self.store)

    async def _open_host(self, ends: AsyncExitStack) -> None:
        config, state = self.config, self.config.state_dir
        await asyncio.to_thread(end_leftovers, config.socket or state / "xapi.sock")
        accelerator = config.hypervisor_type or None
        hypervisor = LibvirtHypervisor(
            config.libvirt_uri, state / SOCKETS, accelerator, cpu_tuning=config.cpu_control
        )
        ends.push_async_callback(hypervisor.close)
        network = await ends.enter_async_context(
            LinuxNetworkDriver(state / "network", host_uuid(state), resolv_conf=config.resolv_conf)
        )
        storage = Storage(StorageSettings(root=str(state / "storage"), deadline=config.storage_timeout))
        ends.push_async_callback(storage.close)
        authenticator = Authenticator(config)
        ends.callback(authenticator.close)
        self.services = Services(config, hypervisor, network, storage, authenticator)
        await asyncio.to_thread(self.services.machine.log.open)
        ends.push_async_callback(asyncio.to_thread, self.services.machine.log.close)
        ends.push_async_callback(self._leave_libvirtd)
        ends.push_async_callback(self.services.stop)

    async def _fill(self, ctx: Context) -> None:
        """Bring the records to what this host is and has; make them at the first start."""
        observer = Observer(ctx)
        self.store.after_rollback.append(observer.doubt)
        self.services.host = await appear(ctx, host_uuid(self.config.state_dir))
        ensure_control_domain(ctx, self.services.host)
        pool = ensure_pool(ctx)
        await start_trust(ctx, pool)
        await note_uefi_certificates(ctx, pool)
        put_into_effect(ctx, pool)
        enabling.resume(ctx, self.services.host)
        sync_drivers(ctx)
        await start_networks(ctx)
        await sync_pci(ctx)
        abandon_imports(ctx)
        await abandon_unfinished(ctx)
        await plug_again(ctx)
        await ensure_defaults(ctx, pool)
        ensure_templates(ctx)
        remove_stray_files(ctx)
        look_after_files(ctx)
        await follow_all(ctx)
        self.services.spawn(watch_console_logs(ctx), "console logs")
        self.services.spawn(watch_usb(ctx), "USB devices")
        observer.start()
        arrival = self.services.spawn(self._arrive(ctx, observer), "arrival of the hypervisor")
        if any(vm.resident_on is not None and not vm.is_control_domain for vm in self.store.all(VM)):
            # Whoever asks must not be told of guests what was true of the daemon before.
            await asyncio.wait([arrival], timeout=SETTLING_SECONDS)
        self.services.spawn(follow_memory(ctx), "host memory")
        self.services.spawn(look_after(ctx), "upkeep")
        self.services.spawn(revalidate(ctx), "revalidation")
        await self.store.durable()

    async def _arrive(self, ctx: Context, observer: Observer) -> None:
        """Bring the hypervisor up, which may take long at the first start; clients are answered meanwhile."""
        pause = ARRIVAL_PAUSE
        while True:
            try:
                await self._connect()
                await observer.settled.wait()
                await remove_stray_tpms(ctx)
                await arrive(ctx)
                break
            except (HypervisorError, XenError) as error:
                log.error("no hypervisor yet: %s; trying again in %.0f s", error, pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, ARRIVAL_PAUSE_MOST)
        await self.store.durable()
        log.info("the hypervisor answers: VMs can run")
        self._say_ready()

    async def _connect(self) -> None:
        uri = self.config.libvirt_uri
        if not uri and self._libvirtd is None:
            controllers = CPU_CONTROLLERS if self.config.cpu_control else ()
            uri, self._libvirtd = await find_libvirtd(self.config.state_dir / "libvirt", controllers)
        tpms = self._libvirtd.tpm_folder if self._libvirtd is not None else None
        await self.services.hypervisor.connect(uri, tpms)

    async def _open_front(self, ends: AsyncExitStack) -> None:
        dispatcher = Dispatcher(self.store, self.services)
        command_line = partial(serve, dispatcher=dispatcher)
        self.front = Front(self.config, dispatcher, command_line=command_line)
        await self.front.start()
        ends.push_async_callback(self.front.stop)
        if self.config.nbd_port >= 0:
            nbd = await listen(dispatcher, self.config.nbd_host, self.config.nbd_port)
            ends.push_async_callback(nbd.stop)
        self.services.reach.listens_on(self.front.http_port, self.front.https_port)
        relocate(Context(self.store, self.services))
        self._answering = True
        ends.callback((self.config.state_dir / READY_FILE).unlink, missing_ok=True)
        self._say_ready()

    async def _leave_libvirtd(self) -> None:
        if self._libvirtd is not None:
            await self._libvirtd.release()

    def _say_ready(self) -> None:
        """Tell other programs what to ask; again once VMs can run."""
        if not self._answering:
            return
        front, path = self.front, self.config.state_dir / READY_FILE
        said = {
            "pid": os.getpid(),
            "http_port": front.http_port,
            "https_port": front.https_port,
            "socket": str(front.socket_path),
            "hypervisor": self.services.host.metrics.live,
        }
        write_whole(path, orjson.dumps(said), 0o644)


def host_uuid(state_dir: Path) -> str:
    """The uuid of this host: made at the first start, and the same ever after."""
    path = state_dir / "host-uuid"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        made = str(uuid4())
        write_whole(path, f"{made}\n".encode(), 0o644)
        return made
