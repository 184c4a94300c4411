"""The door: what blocks behind it blocks nobody before it."""

import asyncio
import os
import threading
from pathlib import Path

import pytest

from tests.lab.guest import GuestImage
from tests.lab.libvirtd import guest_spec, until
from xapid.hypervisor import storage_check
from xapid.hypervisor.door import Door
from xapid.hypervisor.driver import LibvirtHypervisor
from xapid.hypervisor.errors import HypervisorUnavailable, OperationFailed, OperationTimeout
from xapid.hypervisor.spec import DiskSpec


async def test_results_and_errors_come_back() -> None:
    door = Door("test", 2)
    assert await door.call(lambda: 6 * 7, 10) == 42
    with pytest.raises(ZeroDivisionError):
        await door.call(lambda: 1 // 0, 10)
    assert door.stuck == 0
    door.close()


async def test_a_blocked_call_is_abandoned_and_replaced() -> None:
    door, blocked = Door("test", 1), threading.Event()
    late: list[int] = []

    def block() -> int:
        blocked.wait()
        return 7

    with pytest.raises(OperationTimeout):
        await door.call(block, 0.05, late.append)
    assert door.stuck == 1
    assert await door.call(threading.get_ident, 10) != threading.get_ident()
    blocked.set()

    async def settled() -> bool:
        return door.stuck == 0 and late == [7]

    await until(settled)
    door.close()


async def test_the_loop_runs_while_a_call_blocks() -> None:
    door, go_on = Door("test", 1), threading.Event()
    call = asyncio.create_task(door.call(go_on.wait, 30))
    asyncio.get_running_loop().call_later(0.01, go_on.set)
    assert await call
    door.close()


async def test_no_more_than_its_size_at_once() -> None:
    door, go_on = Door("test", 2), threading.Event()
    inside, most, lock = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        go_on.wait()
        with lock:
            inside -= 1

    calls = [asyncio.create_task(door.call(work, 30)) for _ in range(6)]
    await asyncio.sleep(0)
    with pytest.raises(HypervisorUnavailable):
        await door.call(work, 0.05)
    go_on.set()
    await asyncio.gather(*calls)
    assert most == 2
    door.close()


async def test_it_refuses_when_too_many_hang() -> None:
    door, go_on = Door("test", 4, stuck_most=2), threading.Event()
    for _ in range(2):
        with pytest.raises(OperationTimeout):
            await door.call(go_on.wait, 0.01)
    with pytest.raises(HypervisorUnavailable):
        await door.call(lambda: None, 10)
    go_on.set()

    async def open_again() -> bool:
        return door.stuck == 0

    await until(open_again)
    await door.call(lambda: None, 10)
    door.close()


async def test_a_cancelled_caller_leaves_at_once_and_the_result_is_not_lost() -> None:
    door, go_on = Door("test", 1), threading.Event()
    late: list[bool] = []
    call = asyncio.create_task(door.call(go_on.wait, 30, late.append))
    await asyncio.sleep(0)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    go_on.set()

    async def told() -> bool:
        return late == [True]

    await until(told)
    door.close()


async def test_a_disk_that_cannot_be_used_is_named(
    hypervisor: LibvirtHypervisor, guest_image: GuestImage, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path / "missing"):
        spec = guest_spec(guest_image, disks=(DiskSpec(target="xvda", path=str(path)),))
        with pytest.raises(OperationFailed, match=path.name):
            await hypervisor.start(spec)
    assert await hypervisor.list_domains() == []


async def test_dead_storage_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A read that never returns: the thread is lost, the caller is told which file it was."""
    go_on, door = threading.Event(), Door("storage", 1)
    monkeypatch.setattr(storage_check, "ANSWER", 0.05)
    monkeypatch.setattr(os, "pread", lambda *_: go_on.wait())
    path = tmp_path / "disk"
    path.touch()
    with pytest.raises(OperationTimeout, match=str(path)):
        await storage_check.check_paths(door, [str(path)])
    go_on.set()
    door.close()


async def test_another_size_counts_from_the_next_call_on() -> None:
    door, blocked = Door("test", 1), threading.Event()
    first = asyncio.create_task(door.call(blocked.wait, 10))
    await asyncio.sleep(0)
    door.resize(2)
    inside = [asyncio.create_task(door.call(blocked.wait, 10)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(HypervisorUnavailable):
        await door.call(lambda: 1, 0.05)
    door.resize(3)
    assert await door.call(lambda: 2, 10) == 2
    blocked.set()
    assert await asyncio.gather(first, *inside) == [True] * 3
    door.close()
