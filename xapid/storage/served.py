"""An image's guest-visible bytes, through a qemu-nbd of our own on a private socket."""

import asyncio
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing

from xapid.storage import child
from xapid.storage.errors import StorageError, StorageTimeout
from xapid.storage.nbd import STREAM_LIMIT, NbdDevice
from xapid.storage.qemu_img import error_from
from xapid.storage.spec import Attachment

# qemu-nbd takes an open listening socket as descriptor 3, if LISTEN_PID is its own process id.
_HAND_OVER = 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@" 3<&"$0"'


@asynccontextmanager
async def served(image: Attachment, deadline: float) -> AsyncIterator[NbdDevice]:
    """The image as a block device for the length of the block, locked as QEMU locks it.

    `deadline`: seconds that one request may take. When the block ends well, everything written is
    flushed and the image is closed. Raises StorageError or one of its kind.
    """
    access = ["--read-only"] if image.read_only else ["--discard=unmap"]
    program = ["qemu-nbd", f"--format={image.format}", *access, image.path]
    async with AsyncExitStack() as stack:
        listener, connection = _connected_sockets()
        stack.enter_context(closing(connection))
        with closing(listener):
            fd = listener.fileno()
            argv = ["bash", "-c", _HAND_OVER, str(fd), *child.BOUND_TO_US, *program]
            process = await stack.enter_async_context(child.spawned(argv, pass_fds=[fd]))
        reader, writer = await asyncio.open_unix_connection(sock=connection, limit=STREAM_LIMIT)
        try:
            device = await NbdDevice.negotiate(reader, writer, deadline)
        except ConnectionError:
            raise await _why(process, deadline) from None
        finally:
            stack.callback(writer.close)
        async with device:
            yield device
        await _closed(process, deadline)


def _connected_sockets() -> tuple[socket.socket, socket.socket]:
    """A listening socket that nobody else can reach, and a connection that waits in its queue."""
    listener = socket.socket(socket.AF_UNIX)
    connection = socket.socket(socket.AF_UNIX)
    with tempfile.TemporaryDirectory(prefix="xapid-nbd-") as private:
        listener.bind(f"{private}/s")
        listener.listen(1)
        connection.connect(f"{private}/s")
    connection.setblocking(False)
    return listener, connection


async def _why(process: asyncio.subprocess.Process, deadline: float) -> StorageError:
    """What the server said before it went away."""
    assert process.stderr is not None
    try:
        async with asyncio.timeout(deadline):
            text = (await process.stderr.read()).decode(errors="replace")
    except TimeoutError:
        return StorageTimeout("the image server hangs")
    return error_from(text.strip().removeprefix("qemu-nbd: "))


async def _closed(process: asyncio.subprocess.Process, deadline: float) -> None:
    """Wait until the server has closed the image."""
    try:
        async with asyncio.timeout(deadline):
            code = await process.wait()
    except TimeoutError:
        raise StorageTimeout(f"the image did not close within {deadline:g} s") from None
    if code:
        raise await _why(process, deadline)
