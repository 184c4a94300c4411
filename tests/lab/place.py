"""A machine of one's own below a directory: its files, services, processors and devices."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

from tests.hardware.tree import Tree

#: All of the host that the daemon may be told to change.
ALL = "power,clock,hostname,time_servers,ssh,processor,kernel_log,iscsi"

#: Does what systemctl does with services, on a directory; anything else it only writes down.
SERVICES = """#!/bin/sh
echo "$@" >>{calls}
case $1 in
    enable) touch {units}/$3 ;;
    disable) rm -f {units}/$3 ;;
    restart) [ ! -e {units}/broken ] || {{ echo "cannot start" >&2; exit 1; }} ;;
    is-active) if [ -e {units}/$2 ]; then echo active; else echo inactive; exit 3; fi ;;
esac
"""
CHRONY = "# as it came\npool 2.debian.pool.ntp.org iburst\nsourcedir /etc/chrony/sources.d\nmakestep 1 3\n"
#: What chronyc -c said on a machine of two servers.
CHRONYC = """#!/bin/sh
case $2 in
    sources) echo '^,*,192.0.2.1,2,6,377,23,0.000012,0.000013,0.000300'
        echo '^,?,192.0.2.2,0,6,0,9,0.0,0.0,0.0' ;;
    tracking) echo 'C0000201,192.0.2.1,3,1.5,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,64.2,Normal' ;;
esac
"""
#: A plugin that answers with its arguments.
ECHO = """#!{python}
import sys, xmlrpc.client
params, function = xmlrpc.client.loads(sys.argv[1])
if function == "fail":
    print("it broke", file=sys.stderr)
    sys.exit(3)
answer = "; ".join(f"{{key}} is {{value!r}}" for key, value in sorted(params[1].items()))
print(xmlrpc.client.dumps((answer,), methodresponse=True))
"""


def program(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


class Place:
    """A host's files, services and processors, all below one directory."""

    def __init__(self, here: Path) -> None:
        self.here, self.etc, self.units, self.calls = here, here / "etc", here / "units", here / "calls"
        self.cpu = here / "sys/devices/system/cpu/cpu0/cpuidle"
        for folder in (self.etc / "chrony", self.units, here / "on", here / "plugins"):
            folder.mkdir(parents=True)
        for number, name in enumerate(("POLL", "C1", "C1E", "C6")):
            (self.cpu / f"state{number}").mkdir(parents=True)
            (self.cpu / f"state{number}" / "name").write_text(name + "\n")
            (self.cpu / f"state{number}" / "disable").write_text("0\n")
        self.chrony = self.etc / "chrony" / "chrony.conf"
        self.chrony.write_text(CHRONY)
        self.services = program(here / "services", SERVICES.format(calls=self.calls, units=self.units))
        self.chronyc = program(here / "chronyc", CHRONYC)
        program(here / "plugins" / "echo", ECHO.format(python=sys.executable))

    def settings(self, control: str) -> dict[str, str]:
        command = str(self.services)
        return {
            "libvirt_uri": "test:///default", "host_control": control, "etc_dir": str(self.etc),
            "sys_dir": str(self.here / "sys"), "service_command": command,
            "chronyc_command": str(self.chronyc),
            "reboot_command": f"{command},reboot", "shutdown_command": f"{command},poweroff",
            "clock_command": f"{command},clock", "hostname_command": f"{command},hostname",
            "dmesg_command": f"{command},dmesg", "power_on_dir": str(self.here / "on"),
            "plugin_dirs": str(self.here / "plugins"),
        }  # fmt: skip

    def plug_graphics(self) -> None:
        """A graphics card of two parts, a network card, and another graphics card that is kept for VMs."""
        tree = Tree(self.here / "sys")
        tree.add_pci("0000:00:03.0", "020000 8086 100e 1af4 1100", "e1000")
        tree.add_pci("0000:01:00.0", "030000 10de 13f2 10de 115e", "nouveau")
        tree.add_pci("0000:01:00.1", "030200 10de 13f2 10de 115e", "nouveau")
        tree.add_pci("0000:02:00.0", "038000 10de 13f2 10de 115e", "vfio-pci")

    def called(self) -> list[str]:
        """How the programs were called since the last time."""
        said = self.calls.read_text().splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        return [line for line in said if not line.startswith("is-active")]

    def sleeping(self) -> list[str]:
        return [(self.cpu / f"state{n}" / "disable").read_text().strip() for n in range(4)]
