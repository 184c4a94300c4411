"""Every command, to the byte: each golden file is a transcript of a shell at a fresh daemon's command line.

The files are in the format of prysk: what a line after ``  $`` wrote, and ``[N]`` for its exit status.
To write one, write only its commands, let ``ACCEPT=1 pytest tests/xe/test_golden.py -k NAME`` add what they
print, and then hold every line of that against the specification.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lab.daemon import PASSWORD, USER, Lab
from tests.lab.place import ALL, Place

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.rglob("*.t"))
#: The daemon of a file with this line may change its host, whose files, services and devices are in $PLACE.
ON_A_PLACE = "The host is a directory.\n"
#: Seconds for all commands of a file.
PATIENCE = 240


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(GOLDEN))[:-2] for file in FILES])
def test_transcript(file: Path, own_daemon: Callable[..., Lab], tmp_path: Path) -> None:
    lab = own_daemon(**_settings(file, tmp_path / "place"))
    home = tmp_path / "home"
    home.mkdir()
    scripts = Path(sys.executable).parent
    environ = {
        "PATH": f"{scripts}:{os.environ['PATH']}",
        "HOME": str(home),
        "TMPDIR": str(tmp_path),
        "GOLDEN": str(GOLDEN),
        "XAPID_SOCKET": str(lab.daemon.ports["socket"]),
        "XAPID_STATE": str(lab.daemon.state),
        "PLACE": str(tmp_path / "place"),
        "XE_PORT": str(lab.daemon.ports["http_port"]),
        "XE_TLS_PORT": str(lab.daemon.ports["https_port"]),
        "XE_USER": USER,
        "XE_PASSWORD": PASSWORD,
        "GUEST_KERNEL": str(lab.image.kernel),
        "GUEST_INITRD": str(lab.image.initrd),
        "GUEST_CMDLINE": lab.image.cmdline,
        "GUEST_ISO": str(lab.image.iso),
        "GUEST_DISK": str(lab.image.disk),
    }
    ran = subprocess.run(
        [scripts / "prysk", "--shell=/bin/bash", "--preserve-env", str(file)],
        env=environ, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    found = file.with_suffix(".t.err")
    if os.environ.get("ACCEPT") and found.exists():
        found.replace(file)
        return
    found.unlink(missing_ok=True)
    if ran.returncode:
        pytest.fail(ran.stdout, pytrace=False)


def _settings(file: Path, directory: Path) -> dict[str, str]:
    """The settings of a file's daemon."""
    if ON_A_PLACE not in file.read_text():
        return {}
    place = Place(directory)
    place.plug_graphics()
    place.units.joinpath("ssh").touch()
    settings = place.settings(ALL)
    del settings["libvirt_uri"]
    return settings
