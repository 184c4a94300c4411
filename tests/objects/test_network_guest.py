"""A real guest's network cards through the front door: plugged, moved, pulled out, and given an address."""

import subprocess
from typing import Any

from tests.lab.daemon import Lab, until

RECORD = {
    "device": "autodetect", "MAC": "", "MTU": "0", "other_config": {}, "qos_algorithm_type": "",
    "qos_algorithm_params": {},
}  # fmt: skip


def master(tap: str) -> str:
    shown = subprocess.run(["ip", "-o", "link", "show", tap], capture_output=True, text=True, check=True)
    return shown.stdout.partition(" master ")[2].split()[0]


def taps(lab: Lab, vm: str) -> list[str]:
    start = "x" + lab.uuid(vm).replace("-", "")[:10]
    shown = subprocess.run(["ip", "-o", "link"], capture_output=True, text=True, check=True).stdout
    return sorted(name for line in shown.splitlines() if (name := line.split(": ")[1]).startswith(start))


def test_cards_of_a_running_guest(lab: Lab) -> None:
    api: Any = lab.api
    (internal,) = api.network.get_by_name_label("Host internal management network")
    lan = api.network.create({"name_label": "lan", "other_config": {}})
    vm = lab.guest("wired")
    first = api.VIF.create({**RECORD, "VM": vm, "network": internal})
    api.VM.start(vm, False, False)
    lab.wait_agent(vm)
    assert master(taps(lab, vm)[0]) == api.network.get_bridge(internal)
    assert api.VIF.get_currently_attached(first)

    second = api.VIF.create({**RECORD, "VM": vm, "network": internal})
    api.VIF.plug(second)
    assert len(taps(lab, vm)) == 2 and api.VIF.get_allowed_operations(second) == ["attach", "unplug"]
    api.VIF.move(second, lan)
    assert master(taps(lab, vm)[1]) == api.network.get_bridge(lan)
    lab.restart()
    api = lab.api
    assert master(taps(lab, vm)[1]) == api.network.get_bridge(lan)
    assert api.VIF.get_currently_attached(second)
    api.VIF.unplug(second)
    assert len(taps(lab, vm)) == 1
    api.VIF.destroy(second)
    api.VM.hard_shutdown(vm)
    until(lambda: not taps(lab, vm))
    api.network.destroy(lan)
    assert api.PIF.get_management(api.host.get_management_interface(api.host.get_all()[0]))
