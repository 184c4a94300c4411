"""What the daemon is busy with, and how long its work takes."""

from __future__ import annotations

import asyncio
import sys
import threading
import traceback

from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host

_MOST_FRAMES = 20


@message(Host, role=READ_ONLY, asynchronous=False, hidden=True)
async def get_diagnostic_timing_stats(ctx: Context, host: Host, counts: bool = False) -> dict[str, str]:
    """Milliseconds that each message took on average since the start; ``counts``: with number and longest."""
    return {name: _words(timing.count, timing.total, timing.longest, counts)
            for name, timing in sorted(ctx.services.figures.messages.items())}  # fmt: skip


def _words(count: int, total: float, longest: float, counts: bool) -> str:
    mean = f"{1000 * total / count:.3f}"
    return f"{mean} (count {count}, longest {1000 * longest:.3f})" if counts else mean


@message(Host, role=POOL_OPERATOR, asynchronous=False, hidden=True)
async def get_thread_diagnostics(ctx: Context, host: Host) -> str:
    """What the daemon's threads and tasks do: where each of them is now."""
    frames = sys._current_frames()
    parts = []
    for thread in threading.enumerate():
        stack = traceback.format_stack(frames[thread.ident], _MOST_FRAMES) if thread.ident in frames else []
        parts.append(f"thread {thread.name}\n{''.join(stack)}")
    for task in sorted(asyncio.all_tasks(), key=lambda each: each.get_name()):
        lines = [f'  File "{f.f_code.co_filename}", line {f.f_lineno}, in {f.f_code.co_name}\n'
                 for f in task.get_stack(limit=_MOST_FRAMES)]  # fmt: skip
        parts.append(f"task {task.get_name()}\n{''.join(lines)}")
    return "\n".join(parts)
