"""The plugins that come with xapid, called through a real daemon as their clients call them."""

import json
import os
import pickle
import platform
import shutil
from pathlib import Path

import pytest
import XenAPI

from tests.lab.daemon import Lab
from xapid.plugins.directories import SHIPPED


def call(lab: Lab, plugin: str, fn: str, **args: str) -> str:
    host = lab.api.session.get_this_host(lab.session_ref)
    return str(lab.api.host.call_plugin(host, plugin, fn, args))


def test_all_can_be_executed() -> None:
    assert all(os.access(path, os.X_OK) for path in SHIPPED.iterdir())


def test_hyperthreading(lab: Lab) -> None:
    siblings = Path("/sys/devices/system/cpu/cpu0/topology/thread_siblings_list").read_text()
    expected = "true" if "," in siblings or "-" in siblings else "false"
    assert call(lab, "hyperthreading.py", "get_hyperthreading") == expected


def test_block_devices(lab: Lab) -> None:
    names = {
        device["name"] for device in json.loads(call(lab, "lsblk.py", "list_block_devices"))["blockdevices"]
    }
    here = {path.name for path in Path("/sys/block").iterdir()}
    assert names and names <= here


def test_a_host_without_raid_and_zfs(lab: Lab) -> None:
    if not list(Path("/sys/block").glob("md*")):
        assert json.loads(call(lab, "raid.py", "check_raid_pool")) == {}
    if shutil.which("zpool") is None:
        assert json.loads(call(lab, "zfs.py", "list_zfs_pools")) == {}


@pytest.mark.skipif(shutil.which("smartctl") is not None, reason="this host has smartmontools")
def test_what_the_host_lacks_is_a_clear_error(lab: Lab) -> None:
    for fn in ("health", "information"):
        with pytest.raises(XenAPI.Failure) as caught:
            call(lab, "smartctl.py", fn)
        assert caught.value.details == ["NOT_SUPPORTED_ON_THIS_HOST", "there is no smartctl"]


def test_space(lab: Lab) -> None:
    free = int(call(lab, "disk-space", "get_avail_host_disk_space"))
    assert 0 < free <= shutil.disk_usage("/").total
    assert call(lab, "disk-space", "get_reclaimable_disk_space") == "0"


def test_updates(lab: Lab) -> None:
    found = json.loads(call(lab, "updater.py", "check_update"))
    assert all({"name", "version", "release", "description", "size"} <= update.keys() for update in found)
    installed = json.loads(call(lab, "updater.py", "query_installed", packages="dpkg, no-such-package"))
    assert installed["dpkg"] and installed["no-such-package"] == ""
    for fn, args, code in (
        ("update", {}, "OPERATION_NOT_ALLOWED"),
        ("query_installed", {}, "MISSING_ARGUMENT"),
    ):
        with pytest.raises(XenAPI.Failure) as caught:
            call(lab, "updater.py", fn, **args)
        assert caught.value.details[0] == code


def test_openstack_finds_what_it_looks_for(lab: Lab) -> None:
    assert pickle.loads(call(lab, "dom0_plugin_version.py", "get_version").encode()) == "2.1"
    data = json.loads(call(lab, "xenhost.py", "host_data"))
    assert data["host_uuid"] == lab.api.host.get_uuid(lab.api.host.get_all()[0])
    assert data["host_hostname"] == platform.node()
    assert 0 < data["host_memory"]["free-computed"] <= data["host_memory"]["total"]
    assert "load average" in json.loads(call(lab, "xenhost.py", "host_uptime"))["uptime"]


def test_openstack_takes_the_host_out_of_service(lab: Lab) -> None:
    host = lab.api.host.get_all()[0]
    for wanted, status in (("false", "disabled"), ("true", "enabled")):
        assert json.loads(call(lab, "xenhost.py", "set_host_enabled", enabled=wanted)) == {"status": status}
        assert lab.api.host.get_enabled(host) is (wanted == "true")
    with pytest.raises(XenAPI.Failure):
        call(lab, "xenhost.py", "set_host_enabled", enabled="maybe")


def test_pci(lab: Lab) -> None:
    devices = sorted(path.name for path in Path("/sys/bus/pci/devices").iterdir())
    for name in devices[:2]:
        assert call(lab, "xenhost.py", "get_pci_type", pci_device=name).startswith("type-")
    for bad in ("../../x", "ffff:ff:1f.7"):
        with pytest.raises(XenAPI.Failure) as caught:
            call(lab, "xenhost.py", "get_pci_type", pci_device=bad)
        assert caught.value.details[0] == "INVALID_VALUE"
    if shutil.which("lspci"):
        assert call(lab, "xenhost.py", "get_pci_device_details").count("Slot:") == len(devices)
