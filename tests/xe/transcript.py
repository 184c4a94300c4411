"""Every command, to the byte: each golden file is a transcript of a shell at a fresh daemon's command line.

The files are in the format of prysk: what a line after ``  $`` wrote, and ``[N]`` for its exit status.
To write one, write only its commands, let ``ACCEPT=1 pytest tests/xe/golden -k NAME`` add what they print,
and then hold every line of that against the specification.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.lab.daemon import PASSWORD, USER, TestDaemon, make_daemon
from tests.lab.guest import GuestImage
from tests.lab.place import ALL, Place
from tests.network.namespace import Namespace

GOLDEN = Path(__file__).parent / "golden"
#: The daemon of a file with this line may change its host, whose files, services and devices are in $PLACE.
ON_A_PLACE = "The host is a directory.\n"
#: The host of a file with this line has a network of its own, with the cards up0, which leads out, and up1.
WIRED = "The host has a network of its own.\n"
#: Seconds for all commands of a file.
PATIENCE = 240
#: A line of prose that makes a setting of the file's daemon.
SETTING = re.compile(r"^Setting: (\w+)=(.*)$", re.MULTILINE)


def transcripts(room: str) -> Callable[..., None]:
    """A test of every golden file of a room: a module for each, so that they can run side by side."""
    files = sorted((GOLDEN / room).glob("*.t"))

    @pytest.mark.parametrize("file", files, ids=[file.stem for file in files])
    def test(file: Path, guest_image: GuestImage, tmp_path: Path) -> None:
        with _running(file, guest_image, tmp_path / "place") as daemon:
            said = _run(file, daemon, guest_image, tmp_path)
        found = file.with_suffix(".t.err")
        if os.environ.get("ACCEPT") and found.exists():
            found.replace(file)
            return
        found.unlink(missing_ok=True)
        if said:
            pytest.fail(said, pytrace=False)

    return test


def _run(file: Path, daemon: TestDaemon, image: GuestImage, tmp_path: Path) -> str:
    """What prysk says of a file; nothing if all is well."""
    home = tmp_path / "home"
    home.mkdir()
    scripts = Path(sys.executable).parent
    environ = {
        "PATH": f"{scripts}:{os.environ['PATH']}",
        "HOME": str(home),
        "TMPDIR": str(tmp_path),
        "GOLDEN": str(GOLDEN),
        "XAPID_SOCKET": str(daemon.ports["socket"]),
        "XAPID_STATE": str(daemon.state),
        "PLACE": str(tmp_path / "place"),
        "XE_PORT": str(daemon.ports["http_port"]),
        "XE_TLS_PORT": str(daemon.ports["https_port"]),
        "XE_USER": USER,
        "XE_PASSWORD": PASSWORD,
        "GUEST_KERNEL": str(image.kernel),
        "GUEST_INITRD": str(image.initrd),
        "GUEST_CMDLINE": image.cmdline,
        "GUEST_ISO": str(image.iso),
        "GUEST_DISK": str(image.disk),
    }
    ran = subprocess.run(
        [*daemon.within, scripts / "prysk", "--shell=/bin/bash", "--preserve-env", str(file)],
        env=environ, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    return ran.stdout if ran.returncode else ""


@contextmanager
def _running(file: Path, image: GuestImage, directory: Path) -> Iterator[TestDaemon]:
    """The daemon of a file."""
    text = file.read_text()
    with ExitStack() as stack:
        within = stack.enter_context(_wired()).command() if WIRED in text else []
        daemon = make_daemon(image, **dict(SETTING.findall(text)),
                             **(_on_a_place(directory) if ON_A_PLACE in text else {}))  # fmt: skip
        stack.callback(shutil.rmtree, daemon.directory, ignore_errors=True)
        stack.callback(daemon.remove)
        daemon.within = within
        daemon.start()
        yield daemon


@contextmanager
def _wired() -> Iterator[Namespace]:
    """A network whose card up0 leads out, as far as the host knows, and up1 nowhere."""
    with Namespace() as host, Namespace() as world:
        host.veth("up0", "world0", world)
        host.veth("up1", "world1", world)
        host.run("ip", "addr", "add", "10.1.0.2/24", "dev", "up0")
        host.run("ip", "route", "add", "default", "via", "10.1.0.1")
        yield host


def _on_a_place(directory: Path) -> dict[str, str]:
    """The settings of a daemon whose host is a directory."""
    place = Place(directory)
    place.plug_graphics()
    place.units.joinpath("ssh").touch()
    settings = place.settings(ALL)
    del settings["libvirt_uri"]
    return settings
