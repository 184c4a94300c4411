"""A look at a domain's files before libvirtd is asked to open them.

libvirtd holds its own locks while it opens a disk, so one dead file would hang the whole host. A thread of
ours can hang instead, and be abandoned.
"""

from __future__ import annotations

import errno
import os
import stat

from xapid.hypervisor.door import Door
from xapid.hypervisor.errors import OperationFailed, OperationTimeout
from xapid.hypervisor.spec import DirectKernel, DiskSpec, DomainSpec

ANSWER = 15.0


async def check_disks(door: Door, spec: DomainSpec) -> None:
    """Raises OperationFailed if a file is missing or of no use, OperationTimeout if it does not answer."""
    paths = [disk.path for disk in spec.disks if disk.path is not None]
    if isinstance(spec.firmware, DirectKernel):
        paths += [path for path in (spec.firmware.kernel, spec.firmware.ramdisk) if path is not None]
    await check_paths(door, paths)


async def check_disk(door: Door, disk: DiskSpec) -> None:
    """The same for one disk."""
    await check_paths(door, [disk.path] if disk.path is not None else [])


async def check_paths(door: Door, paths: list[str]) -> None:
    """The same for plain paths, all at once."""
    reached: list[str] = []

    def look() -> None:
        for path in paths:
            reached.append(path)
            _look(path)

    try:
        await door.call(look, ANSWER)
    except OperationTimeout:
        raise OperationTimeout(f"{reached[-1]} does not answer") from None
    except OSError as error:
        raise OperationFailed(errno.errorcode.get(error.errno or 0, "EIO"), str(error)) from error


def _look(path: str) -> None:
    # Without O_NONBLOCK, opening a FIFO would wait for a writer.
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        mode = os.fstat(handle).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISBLK(mode)):
            raise OSError(errno.EINVAL, "neither a regular file nor a block device", path)
        os.pread(handle, 512, 0)
    finally:
        os.close(handle)
