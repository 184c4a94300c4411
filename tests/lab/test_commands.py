"""The administrator's commands beside a daemon: `xapid passwd` and `xapid clean`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import XenAPI

from tests.lab.daemon import ROOT, Lab


def xapid(command: str, lab: Lab, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command on the state of a daemon; `said` is its standard input."""
    line = [sys.executable, "-m", "xapid", command, "--state", str(lab.daemon.state), *words]
    return subprocess.run(line, cwd=ROOT, input=said, capture_output=True, text=True, check=False)


def test_a_password_and_the_end(own_daemon: Callable[..., Lab]) -> None:
    lab = own_daemon()
    assert xapid("passwd", lab, "ann", said="her secret\n").returncode == 0
    assert xapid("passwd", lab, "ann", said="\n").returncode == 1
    session = XenAPI.Session(lab.daemon.url)
    session.login_with_password("ann", "her secret", "1.0", "tests")
    with pytest.raises(XenAPI.Failure, match="SESSION_AUTHENTICATION_FAILED"):
        session.login_with_password("ann", "", "1.0", "tests")

    for word, fault in (("nobody-knows", "role"), ("vm-admin", "")):
        done = xapid("passwd", lab, "--role", word, "ann", said="her secret\n")
        assert (fault in done.stderr and "Traceback" not in done.stderr) if fault else done.returncode == 0
    assert "Traceback" not in xapid("passwd", lab, "a b", said="x\n").stderr
    session.login_with_password("ann", "her secret", "1.0", "tests")
    with pytest.raises(XenAPI.Failure, match="RBAC_PERMISSION_DENIED"):
        session.xenapi.pool.set_name_label(session.xenapi.pool.get_all()[0], "mine")

    vm = lab.guest("left over")
    lab.api.VM.start(vm, True, False)
    libvirtd, emulator = lab.daemon.libvirtd_pid, lab.daemon.qemu_pid(lab.uuid(vm))
    bridge = Path("/sys/class/net", lab.daemon.settings["internal_bridge"])
    lab.daemon.stop()
    assert bridge.exists() and Path(f"/proc/{emulator}").exists()
    for _ in range(2):  # what is gone already is fine
        assert xapid("clean", lab).returncode == 0
        assert not bridge.exists() and not Path(f"/proc/{libvirtd}/exe").exists()
        assert not Path(f"/proc/{emulator}/exe").exists()
