"""libvirt's events: heard in a thread of their own, told in the event loop, in order."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import libvirt
import libvirt_qemu

from xapid.hypervisor.device_xml import ALIAS_PREFIX
from xapid.hypervisor.events import (
    AgentConnected,
    AgentDisconnected,
    BalloonChanged,
    ClockChanged,
    DeviceRemoved,
    DomainCrashed,
    DomainPaused,
    DomainRebooted,
    DomainResumed,
    DomainStarted,
    DomainStopped,
    HypervisorEvent,
    IoError,
    StopReason,
)
from xapid.hypervisor.state import DomainState
from xapid.hypervisor.translate import STOPPED, SUSPENDED

log = logging.getLogger(__name__)

_started = threading.Lock()
_running = False


def start_event_thread() -> None:
    """Run libvirt's own event loop in a thread, once in a process, before the first connection opens."""
    global _running
    with _started:
        if _running:
            return
        libvirt.virEventRegisterDefaultImpl()
        # libvirt prints each error to stderr unless told otherwise; they are raised all the same.
        libvirt.registerErrorHandler(lambda *_: None, None)
        threading.Thread(target=_run_events, name="libvirt events", daemon=True).start()
        _running = True


def _run_events() -> None:
    while True:
        try:
            libvirt.virEventRunDefaultImpl()
        except Exception:
            log.exception("libvirt's event loop")


class Listener:
    """Hears one connection. All callbacks of libvirt only pass a value on to the event loop."""

    def __init__(self, tell: Callable[[HypervisorEvent], None], lost: Callable[[str], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._tell = tell
        self._lost = lost
        # Domains whose end is the guest's restart; libvirt alone calls that a shutdown.
        self._rebooting: set[str] = set()
        # libvirt does not say which domain has stopped when it tells so.
        self._domids: dict[str, int] = {}
        self._numbers: list[int] = []
        self._monitor_number: int | None = None

    def register(self, connection: libvirt.virConnect, monitor: bool) -> None:
        """Ask for all events. Blocks; `monitor` adds QEMU's own. Raises libvirtError."""
        connection.registerCloseCallback(self._closed, None)
        for name, callback in {
            "LIFECYCLE": self._lifecycle,
            "REBOOT": lambda _c, domain, _o: self._pass(DomainRebooted(uuid=domain.UUIDString())),
            "AGENT_LIFECYCLE": self._agent,
            "BALLOON_CHANGE": self._balloon,
            "RTC_CHANGE": self._clock,
            "IO_ERROR_REASON": self._io_error,
            "DEVICE_REMOVED": self._removed,
        }.items():
            number = getattr(libvirt, f"VIR_DOMAIN_EVENT_ID_{name}")
            self._numbers.append(connection.domainEventRegisterAny(None, number, callback, None))
        if monitor:
            register = libvirt_qemu.qemuMonitorEventRegister
            self._monitor_number = register(connection, None, "SHUTDOWN", self._monitor, None)

    def know(self, domains: Iterable[DomainState]) -> None:
        """Take note of the domains that were there before anybody listened."""
        for domain in domains:
            self._domids.setdefault(domain.uuid, domain.domid)

    def close(self, connection: libvirt.virConnect) -> None:
        """Deregister and close. Blocks; libvirt keeps a connection open as long as anybody listens."""
        with suppress(libvirt.libvirtError):
            connection.unregisterCloseCallback()
            if self._monitor_number is not None:
                libvirt_qemu.qemuMonitorEventDeregister(connection, self._monitor_number)
            for number in self._numbers:
                connection.domainEventDeregisterAny(number)
        with suppress(libvirt.libvirtError):
            connection.close()

    def _pass(self, event: HypervisorEvent) -> None:
        # A closed loop means that the process is ending.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._tell, event)

    def _closed(self, _connection: Any, reason: int, _opaque: Any) -> None:
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._lost, _CLOSED.get(reason, "closed"))

    def _lifecycle(self, _c: Any, domain: libvirt.virDomain, event: int, detail: int, _o: Any) -> None:
        uuid = domain.UUIDString()
        match event:
            case libvirt.VIR_DOMAIN_EVENT_STARTED:
                self._rebooting.discard(uuid)
                self._domids[uuid] = domid = domain.ID()
                self._pass(DomainStarted(uuid=uuid, domid=domid))
            case libvirt.VIR_DOMAIN_EVENT_STOPPED:
                reason = STOPPED.get(detail, StopReason.failed)
                if reason is StopReason.shutdown and uuid in self._rebooting:
                    reason = StopReason.reboot
                self._rebooting.discard(uuid)
                domid = self._domids.pop(uuid, -1)
                self._pass(DomainStopped(uuid=uuid, reason=reason, domid=domid))
            case libvirt.VIR_DOMAIN_EVENT_SUSPENDED:
                self._pass(DomainPaused(uuid=uuid, domid=domain.ID(), reason=SUSPENDED.get(detail, "")))
            case libvirt.VIR_DOMAIN_EVENT_RESUMED:
                self._pass(DomainResumed(uuid=uuid, domid=domain.ID()))
            case libvirt.VIR_DOMAIN_EVENT_CRASHED:
                self._pass(DomainCrashed(uuid=uuid))

    def _agent(self, _c: Any, domain: libvirt.virDomain, state: int, _reason: int, _o: Any) -> None:
        connected = state == libvirt.VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED
        self._pass((AgentConnected if connected else AgentDisconnected)(uuid=domain.UUIDString()))

    def _balloon(self, _c: Any, domain: libvirt.virDomain, kib: int, _o: Any) -> None:
        self._pass(BalloonChanged(uuid=domain.UUIDString(), memory=kib * 1024))

    def _clock(self, _c: Any, domain: libvirt.virDomain, offset: int, _o: Any) -> None:
        self._pass(ClockChanged(uuid=domain.UUIDString(), time_offset=offset))

    def _io_error(
        self, _c: Any, domain: libvirt.virDomain, _path: str, alias: str, _action: int, reason: str, _o: Any
    ) -> None:
        target = alias.removeprefix(ALIAS_PREFIX)
        self._pass(IoError(uuid=domain.UUIDString(), target=target, reason=reason or ""))

    def _removed(self, _c: Any, domain: libvirt.virDomain, alias: str, _o: Any) -> None:
        self._pass(DeviceRemoved(uuid=domain.UUIDString(), device=alias.removeprefix(ALIAS_PREFIX)))

    def _monitor(
        self, _c: Any, domain: libvirt.virDomain, _event: str, _s: int, _us: int, details: str, _o: Any
    ) -> None:
        if json.loads(details or "{}").get("reason") == "guest-reset":
            self._rebooting.add(domain.UUIDString())


_CLOSED = {
    libvirt.VIR_CONNECT_CLOSE_REASON_ERROR: "the connection broke",
    libvirt.VIR_CONNECT_CLOSE_REASON_EOF: "libvirtd has ended",
    libvirt.VIR_CONNECT_CLOSE_REASON_KEEPALIVE: "libvirtd does not answer",
    libvirt.VIR_CONNECT_CLOSE_REASON_CLIENT: "closed by us",
}
