"""What one client may take of the front door. Sizes in bytes, times in seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of the front; requests beyond them get a clear answer or lose their connection."""

    #: Request line and headers (431). The original takes 1024; browsers with cookies need more.
    head: int = 16 * 1024
    #: Body of an RPC call (500). The original takes 300 KiB; large maps in XML need more.
    rpc_body: int = 4 * 1024 * 1024
    #: Arguments of a command line.
    cli_body: int = 200 * 1024
    #: Connections at once; beyond, the longest idle make room, or the new one gets 503.
    connections: int = 8192
    #: Silence before the first request, and within any request (408).
    silence: float = 10
    #: From the first byte of a head to its end (408).
    head_time: float = 60
    #: An open connection without a request is closed after this.
    idle: float = 3600
    #: A client that takes none of its answer, or sends none of its stream, for this long is dropped.
    stall: float = 600


#: Bytes that asyncio buffers of a stream before it stops reading or asks to stop writing.
STREAM_BUFFER = 256 * 1024
