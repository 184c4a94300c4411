"""No plugin outlives the daemon that runs it."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.lab.daemon import Lab
from tests.plugins.conftest import Write, alive, ends


def begin(lab: Lab, fifo: Path) -> list[int]:
    """Start a plugin that hangs; its process, and one that it started."""
    lab.api.Async.host.call_plugin(lab.api.host.get_all()[0], "hangs", "main", {})
    return [int(pid) for pid in fifo.read_text().split()]


def test_killed_and_stopped(own_daemon: Callable[..., Lab], write: Write, tmp_path: Path) -> None:
    fifo = tmp_path / "up"
    os.mkfifo(fifo)
    write("hangs", f"#!/bin/sh\nsleep 600 &\necho $$ $! >{fifo}\nwait")
    lab = own_daemon(plugin_dirs=str(tmp_path / "plugins"))
    leader, child = begin(lab, fifo)
    lab.daemon.kill()
    assert ends(leader)
    assert alive(child)  # what a plugin started is not bound to its daemon: the next one ends it
    lab.daemon.start()
    assert ends(child)
    lab.log_in()
    pids = begin(lab, fifo)
    lab.daemon.stop()
    assert all(ends(pid) for pid in pids)
