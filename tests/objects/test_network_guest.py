"""A real guest's network cards through the front door: plugged, moved, pulled out, and given an address."""

import subprocess
from typing import Any

import pytest
import XenAPI

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


def filtered(tap: str) -> bool:
    """Whether the packet filter of the machine has rules for the device."""
    rules = subprocess.run(["nft", "list", "ruleset"], capture_output=True, text=True, check=True).stdout
    return f'"{tap}"' in rules


def test_cards_of_a_running_guest(lab: Lab) -> None:
    api: Any = lab.api
    (internal,) = api.network.get_by_name_label("Host internal management network")
    lan = api.network.create({"name_label": "lan", "other_config": {}})
    vm = lab.guest("wired")
    first = api.VIF.create({**RECORD, "VM": vm, "network": internal, "locking_mode": "disabled"})
    api.VM.start(vm, False, False)
    lab.wait_agent(vm)
    assert master(taps(lab, vm)[0]) == api.network.get_bridge(internal)
    assert api.VIF.get_currently_attached(first)
    (cut_off,) = taps(lab, vm)
    assert filtered(cut_off)

    second = api.VIF.create({**RECORD, "VM": vm, "network": internal})
    api.VIF.plug(second)
    assert len(taps(lab, vm)) == 2 and not filtered(taps(lab, vm)[1])
    api.VIF.set_locking_mode(second, "locked")
    assert filtered(taps(lab, vm)[1])
    assert api.VIF.get_allowed_operations(second) == ["attach", "unplug"]
    api.VIF.move(second, lan)
    assert master(taps(lab, vm)[1]) == api.network.get_bridge(lan)
    lab.restart()
    api = lab.api
    assert master(taps(lab, vm)[1]) == api.network.get_bridge(lan)
    assert api.VIF.get_currently_attached(second)
    api.VIF.unplug(second)
    assert len(taps(lab, vm)) == 1 and filtered(cut_off)
    api.VIF.destroy(second)
    api.VM.hard_shutdown(vm)
    until(lambda: not taps(lab, vm))
    assert not filtered(cut_off)
    api.network.destroy(lan)
    assert api.PIF.get_management(api.host.get_management_interface(api.host.get_all()[0]))


ADDRESS, OTHER, SIX = "10.55.0.2/24", "10.55.0.3/24", "fd55::2/64"


def told(lab: Lab, vm: str) -> list[str]:
    """The addresses that the guest says it has."""
    metrics = lab.api.VM.get_guest_metrics(vm)
    return list(lab.api.VM_guest_metrics.get_networks(metrics).values())


def test_the_guest_is_told_its_address(lab: Lab) -> None:
    api: Any = lab.api
    lan = api.network.create({"name_label": "lan", "other_config": {}})
    vm = lab.guest("wired")
    vif = api.VIF.create({**RECORD, "VM": vm, "network": lan})
    for address in ("10.55.0.2", "fd55::2/64", "10.55.0.2/33", ""):
        with pytest.raises(XenAPI.Failure, match="INVALID_CIDR_ADDRESS_SPECIFIED"):
            api.VIF.configure_ipv4(vif, "Static", address, "")
    with pytest.raises(XenAPI.Failure, match="INVALID_IP_ADDRESS_SPECIFIED"):
        api.VIF.configure_ipv4(vif, "Static", ADDRESS, "x; reboot")
    for call in (api.VIF.configure_ipv4, api.VIF.configure_ipv6):
        with pytest.raises(XenAPI.Failure):
            call(vif, "DHCP")
    api.VIF.configure_ipv4(vif, "Static", ADDRESS, "")
    assert api.VIF.get_ipv4_addresses(vif) == [ADDRESS]
    api.VM.start(vm, False, False)
    with pytest.raises(XenAPI.Failure, match="VM_LACKS_FEATURE"):
        api.VIF.configure_ipv4(vif, "Static", OTHER, "")  # its agent does not answer yet
    assert api.VIF.get_ipv4_addresses(vif) == [ADDRESS]
    lab.wait_agent(vm)
    until(lambda: ADDRESS.partition("/")[0] in told(lab, vm), what="the address of the start")

    api.VIF.configure_ipv4(vif, "Static", OTHER, "10.55.0.1")
    api.VIF.configure_ipv6(vif, "Static", SIX, "")
    until(lambda: {"10.55.0.3", "fd55::2"} <= set(told(lab, vm)), what="the new addresses")
    assert "10.55.0.2" not in told(lab, vm)
    record = api.VIF.get_record(vif)
    assert record["ipv4_configuration_mode"] == "Static" and record["ipv4_gateway"] == "10.55.0.1"
    assert record["ipv6_addresses"] == [SIX]
    with pytest.raises(XenAPI.Failure, match="The guest did not take the address"):
        api.VIF.configure_ipv4(vif, "Static", "10.56.0.2/24", "10.99.0.1")  # no way to that gateway
    assert api.VIF.get_ipv4_addresses(vif) == [OTHER]
    until(lambda: "10.55.0.3" in told(lab, vm), what="the address of before")
    api.VIF.set_locking_mode(vif, "locked")
    with pytest.raises(XenAPI.Failure, match="ADDRESS_VIOLATES_LOCKING_CONSTRAINT"):
        api.VIF.configure_ipv4(vif, "Static", ADDRESS, "")
    api.VIF.configure_ipv6(vif, "Autoconf")
    until(lambda: "fd55::2" not in told(lab, vm), what="the IPv6 address to go")
    api.VIF.configure_ipv4(vif, "None")
    assert api.VIF.get_ipv4_addresses(vif) == [] and "10.55.0.3" in told(lab, vm)
    api.VM.hard_shutdown(vm)
    until(lambda: not taps(lab, vm))
    api.network.destroy(lan)
