"""Running programs of the host, with a deadline and a bound on what they say."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Sequence
from contextlib import suppress

from xapid.machine.errors import CommandFailed

log = logging.getLogger(__name__)

SECONDS = 30.0
MOST_BYTES = 1 << 20
_PIECE = 1 << 16


async def run(words: Sequence[str], *, seconds: float = SECONDS, text: bytes = b"",
              environment: dict[str, str] | None = None) -> str:  # fmt: skip
    """Run a program with ``text`` as its input; what it prints, the last MiB of it.

    Raises CommandFailed with its complaint when it fails, is not there or does not end in time.
    """
    status, said, complaint = await attempt(words, seconds=seconds, text=text, environment=environment)
    if status:
        raise CommandFailed(f"{words[0]}: {(complaint or said).strip()[:500] or f'status {status}'}")
    return said


async def attempt(words: Sequence[str], *, seconds: float = SECONDS, text: bytes = b"",
                  environment: dict[str, str] | None = None) -> tuple[int, str, str]:  # fmt: skip
    """The same, with any exit status: that, what it prints and its complaint. Raises CommandFailed."""
    if not words:
        raise CommandFailed("no program is set for this")
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(*words, stdin=pipe, stdout=pipe, stderr=pipe,
                                                       env=environment, start_new_session=True)  # fmt: skip
    except OSError as error:
        raise CommandFailed(f"{words[0]}: {error.strerror}") from None
    assert process.stdin and process.stdout and process.stderr
    try:
        async with asyncio.timeout(seconds):
            with suppress(ConnectionError):
                process.stdin.write(text)
                await process.stdin.drain()
            process.stdin.close()
            said, complaint = await asyncio.gather(_end_of(process.stdout), _end_of(process.stderr))
            status = await process.wait()
    except TimeoutError:
        raise CommandFailed(f"{words[0]}: it did not end within {seconds:g} seconds") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # what it has started, too
            await process.wait()
    return status, said, complaint


async def _end_of(stream: asyncio.StreamReader) -> str:
    """What comes, but only the last of it is kept."""
    kept = b""
    while data := await stream.read(_PIECE):
        kept = (kept + data)[-MOST_BYTES:]
    return kept.decode(errors="replace")
