"""Keeping the logs of serial consoles short: guests write them, and some never stop."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
from pathlib import Path

from xapid.objects.context import Context
from xapid.objects.vm.files import CONSOLES

log = logging.getLogger(__name__)

SECONDS = 10.0
_BLOCK = 1 << 16  # a multiple of what any file system cuts by
_COLLAPSE_RANGE = 8
_libc = ctypes.CDLL(None, use_errno=True)
_libc.fallocate.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64]


async def watch_console_logs(ctx: Context) -> None:
    """Cut what has grown too long, for as long as the daemon runs."""
    folder, most = ctx.services.state_dir / CONSOLES, ctx.services.config.console_log_size
    while True:
        try:
            await asyncio.to_thread(cut_all, folder, most)
        except OSError as error:
            log.warning("console logs could not be cut: %s", error)
        await asyncio.sleep(SECONDS)


def cut_all(folder: Path, most: int) -> None:
    """Cut every log in the folder that is larger than ``most`` bytes to half of that. Blocks. OSError."""
    for path in folder.glob("*.log"):
        try:
            with path.open("r+b") as file:
                size = os.fstat(file.fileno()).st_size
                if size > most:
                    _cut(file.fileno(), size - most // 2)
        except FileNotFoundError:
            continue  # the VM is gone


def _cut(fd: int, excess: int) -> None:
    """Remove the beginning of a file that somebody else appends to; up to a block less than asked for."""
    excess -= excess % _BLOCK
    if excess and _libc.fallocate(fd, _COLLAPSE_RANGE, 0, excess):
        # This file system only cuts at the end. What is said in this very moment may be lost.
        rest = os.pread(fd, os.fstat(fd).st_size - excess, excess)
        os.ftruncate(fd, 0)
        os.pwrite(fd, rest, 0)
