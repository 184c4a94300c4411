"""What one host has plugged in, for callers that may not block."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from xapid.hardware.blocks import mounted_below
from xapid.hardware.ids import IdFile
from xapid.hardware.pci import PciDevice, driver_of, list_pci
from xapid.hardware.usb import UsbDevice, is_offered, list_usb, read_rule

T = TypeVar("T")

SECONDS = 20.0


class HardwareTimeout(Exception):
    """The kernel did not answer in time: a device hangs."""


class Hardware:
    """The devices below ``sys``, which is /sys but for tests; ``usb_policy``: see ``read_rule``."""

    def __init__(self, sys: Path, usb_policy: Sequence[str]) -> None:
        self._sys = sys
        self._pci_ids, self._usb_ids = IdFile("pci.ids"), IdFile("usb.ids")
        self._rules = [read_rule(line) for line in usb_policy]
        self._one = asyncio.Lock()

    async def pci(self) -> list[PciDevice]:
        """The PCI devices of the kinds that people manage. HardwareTimeout."""
        return await self._beside(lambda: list_pci(self._sys, self._pci_ids))

    async def pci_driver(self, address: str) -> str:
        """The driver that serves a PCI device now. HardwareTimeout."""
        return await self._beside(lambda: driver_of(self._sys, address))

    async def usb(self) -> list[UsbDevice]:
        """The USB devices that VMs may have. HardwareTimeout."""
        devices = await self._beside(lambda: list_usb(self._sys, self._usb_ids))
        return [device for device in devices if is_offered(device, self._rules)]

    async def mounted_of_usb(self, path: str) -> list[str]:
        """The block devices of a USB device that the host itself uses. HardwareTimeout."""
        return await self._beside(lambda: mounted_below(self._sys / "bus/usb/devices" / path))

    async def _beside(self, work: Callable[[], T]) -> T:
        """Run it in a thread; one that hangs is not waited for, and none is started beside it."""
        try:
            async with asyncio.timeout(SECONDS):
                await self._one.acquire()
                return await _in_thread(work, self._one.release)
        except TimeoutError:
            raise HardwareTimeout(f"{self._sys} did not answer within {SECONDS:g} s") from None


async def _in_thread(work: Callable[[], T], ended: Callable[[], None]) -> T:
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(settled: Callable[[asyncio.Future[T]], None]) -> None:
        ended()
        if not future.done():
            settled(future)

    def body() -> None:
        try:
            result = work()
        except Exception as error:
            settled = partial(_fail, error=error)
        else:
            settled = partial(_succeed, result=result)
        with suppress(RuntimeError):  # the loop ended meanwhile
            loop.call_soon_threadsafe(settle, settled)

    threading.Thread(target=body, name="hardware", daemon=True).start()
    return await future


def _succeed(future: asyncio.Future[T], result: T) -> None:
    future.set_result(result)


def _fail(future: asyncio.Future[T], error: Exception) -> None:
    future.set_exception(error)
