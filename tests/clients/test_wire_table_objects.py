"""What clients insist on of the objects that they make and read: one test for each such fact."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
import XenAPI

from tests.clients.wire import error, result
from tests.lab.daemon import MIB, PLAIN_VM, Lab

NULL = "OpaqueRef:NULL"

#: What Go's library sends: every field that its type has, also those that only the daemon sets.
ZEROES: dict[str, Any] = {
    "uuid": "", "allowed_operations": [], "current_operations": {}, "power_state": "Halted",
    "suspend_VDI": "", "resident_on": "", "VBDs": [], "VIFs": [], "consoles": [], "crash_dumps": [],
    "domid": 0, "is_control_domain": False, "metrics": "", "guest_metrics": "", "snapshots": [],
    "snapshot_of": NULL, "snapshot_time": "00010101T00:00:00Z", "blobs": {}, "tags": [], "affinity": "",
    "blocked_operations": {}, "xenstore_data": {}, "ha_always_run": False, "ha_restart_priority": "",
    "protection_policy": "", "appliance": "", "start_delay": 0, "shutdown_delay": 0, "order": 0,
    "suspend_SR": NULL, "version": 0, "generation_id": "", "hardware_platform_version": 0,
    "has_vendor_device": False, "reference_label": "", "domain_type": "unspecified", "NVRAM": {},
    "bios_strings": {}, "HVM_shadow_multiplier": 1.0,
}  # fmt: skip


def default_sr(lab: Lab) -> str:
    return str(lab.api.pool.get_default_SR(lab.api.pool.get_all()[0]))


def sparse_disk(lab: Lab) -> str:
    record = {"SR": default_sr(lab), "virtual_size": MIB, "type": "user", "sharable": False,
              "read_only": False, "other_config": {}}  # fmt: skip
    return str(result(lab, "VDI.create", record))


def sparse_vbd(vm: str, vdi: str, **changes: Any) -> dict[str, Any]:
    return {"VM": vm, "VDI": vdi, "userdevice": "autodetect", "bootable": False, "mode": "RW", "type": "Disk",
            "empty": not vdi, "other_config": {}, "qos_algorithm_type": "", "qos_algorithm_params": {},
            **changes}  # fmt: skip


def sparse_vif(lab: Lab, vm: str, device: str) -> dict[str, Any]:
    network = next(iter(lab.api.network.get_all()))
    return {"VM": vm, "network": network, "device": device, "MAC": "", "MTU": 1500, "other_config": {},
            "qos_algorithm_type": "", "qos_algorithm_params": {}}  # fmt: skip


def test_records_with_few_fields_and_with_all(lab: Lab) -> None:
    sparse = {k: int(v) if isinstance(v, str) and v.isdigit() else v for k, v in PLAIN_VM.items()}
    made = result(lab, "VM.create", {**sparse, "name_label": "sparse"})
    full = result(lab, "VM.create", {**ZEROES, **sparse, "name_label": "full"})
    for vm in (made, full):
        record = result(lab, "VM.get_record", vm)
        assert record["power_state"] == "Halted" and record["VBDs"] == []
        assert record["affinity"] == record["suspend_VDI"] == record["appliance"] == NULL


def test_empty_text_and_null_are_both_no_reference(lab: Lab) -> None:
    sparse = {k: int(v) if isinstance(v, str) and v.isdigit() else v for k, v in PLAIN_VM.items()}
    for affinity in ("", NULL):
        vm = result(lab, "VM.create", {**sparse, "name_label": "nova", "affinity": affinity})
        assert result(lab, "VM.get_affinity", vm) == NULL
        result(lab, "VM.set_affinity", vm, affinity)
        for vdi in ("", NULL):
            record = sparse_vbd(vm, vdi, type="CD", mode="RO", empty=True)
            assert result(lab, "VBD.get_VDI", result(lab, "VBD.create", record)) == NULL


def test_the_place_of_a_disk_may_be_left_to_the_daemon(lab: Lab) -> None:
    vm = lab.guest("packer")
    places = {
        lab.api.VBD.get_userdevice(result(lab, "VBD.create", sparse_vbd(vm, sparse_disk(lab))))
        for _ in range(3)
    }
    assert len(places) == 3 and all(place.isdigit() for place in places)


def test_every_disk_is_managed(lab: Lab) -> None:
    made = sparse_disk(lab)
    assert lab.api.VDI.get_managed(made) is True
    for sr in lab.api.SR.get_all():
        lab.api.SR.scan(sr)
    assert all(record["managed"] for record in lab.api.VDI.get_all_records().values())


def test_free_devices_leave_out_those_in_use(lab: Lab) -> None:
    vm = lab.guest("devices")
    assert lab.api.VM.get_allowed_VIF_devices(vm)[0] == "0"
    assert "0" in lab.api.VM.get_allowed_VBD_devices(vm)
    result(lab, "VBD.create", sparse_vbd(vm, sparse_disk(lab), userdevice="0"))
    result(lab, "VIF.create", sparse_vif(lab, vm, "0"))
    result(lab, "VIF.create", sparse_vif(lab, vm, "2"))
    assert lab.api.VM.get_allowed_VIF_devices(vm)[0] == "1"
    assert "0" not in lab.api.VM.get_allowed_VBD_devices(vm)


def test_addresses_and_their_seed_are_made(lab: Lab) -> None:
    vm = lab.guest("seed")
    assert lab.api.VM.get_other_config(vm)["mac_seed"]
    vif = result(lab, "VIF.create", sparse_vif(lab, vm, "0"))
    assert re.fullmatch(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}", lab.api.VIF.get_MAC(vif))


def test_the_disks_that_a_template_names_are_made(lab: Lab) -> None:
    disks = (
        f'<provision><disk device="0" size="{4 * MIB}" sr="{lab.api.SR.get_uuid(default_sr(lab))}" '
        'bootable="true" type="system"/></provision>'
    )
    template = lab.guest("template", is_a_template=True, other_config={"disks": disks})
    vm = lab.api.VM.clone(template, "from template")
    lab.api.VM.provision(vm)
    record = lab.api.VM.get_record(vm)
    assert not record["is_a_template"] and "disks" not in record["other_config"]
    (vbd,) = record["VBDs"]
    assert lab.api.VDI.get_virtual_size(lab.api.VBD.get_VDI(vbd)) == str(4 * MIB)


def templates(lab: Lab) -> list[dict[str, Any]]:
    return [r for r in lab.api.VM.get_all_records().values() if r["is_default_template"]]


def test_default_templates_say_that_they_are(lab: Lab) -> None:
    assert templates(lab)
    for record in templates(lab):
        assert record["is_a_template"] and record["other_config"]["default_template"] == "true"


def test_recommendations_are_xml(lab: Lab) -> None:
    for record in templates(lab):
        root = ET.fromstring(record["recommendations"])
        assert root.tag == "restrictions"
        fields = {(r.get("field") or "", r.get("property") or "") for r in root.iter("restriction")}
        assert ("memory-static-max", "") in fields and ("vcpus-max", "") in fields


def test_the_barrier_of_xen_orchestra(lab: Lab) -> None:
    pool = lab.api.pool.get_all()[0]
    token = result(lab, "event.from", ["pool"], "", 2)["token"]
    result(lab, "pool.add_to_other_config", pool, "xo:barrier:abc", "x")
    (event,) = result(lab, "event.from", ["pool"], token, 60.1)["events"]
    assert event["snapshot"]["other_config"]["xo:barrier:abc"] == "x"
    result(lab, "pool.remove_from_other_config", pool, "xo:barrier:abc")
    assert error(lab, "pool.get_record", "OpaqueRef:none") == ["HANDLE_INVALID", "pool", "OpaqueRef:none"]


LITE_CLASSES = ("pool", "host", "host_metrics", "VM", "SR", "task", "message", "VM_metrics",
                "VM_guest_metrics", "network", "PIF", "console", "PCI", "PGPU", "Bond", "VTPM",
                "PIF_metrics")  # fmt: skip

#: What clients call at once when they connect; SESSION, HOST and POOL stand for references.
AT_CONNECT: dict[str, list[tuple[Any, ...]]] = {
    "Xen Orchestra": [
        ("pool.get_all_records",), ("event.inject", "pool", "POOL"), ("VM.get_all_records",),
        ("host.call_plugin", "HOST", "updater.py", "check_update", {}), ("host.get_servertime", "HOST"),
    ],
    "XO Lite": [
        *((f"{name}.get_all_records",) for name in LITE_CLASSES),
        ("host.call_plugin", "HOST", "updater.py", "check_update", {}),
    ],
    "nova": [
        ("session.get_this_host", "SESSION"), ("host.get_uuid", "HOST"),
        ("host.get_software_version", "HOST"),
        ("host.call_plugin", "HOST", "dom0_plugin_version.py", "get_version", {"params": "(dp0\n."}),
        ("host.get_record", "HOST"),
    ],
    "XenCenter": [
        ("pool.get_all_records",), ("host.get_record", "HOST"), ("session.get_is_local_superuser", "SESSION"),
        ("session.get_rbac_permissions", "SESSION"), ("role.get_all_records",), ("role.get_all_records",),
        ("event.from", ["*"], "", 30), ("host.get_servertime", "HOST"),
    ],
    "Ansible": [
        ("pool.get_all",), ("host.get_software_version", "HOST"), ("session.get_this_host", "SESSION"),
    ],
    "Packer": [("pool.get_all",), ("pool.get_master", "POOL")],
}  # fmt: skip


@pytest.mark.parametrize("client", AT_CONNECT)
def test_what_clients_call_when_they_connect(lab: Lab, client: str) -> None:
    places = {
        "SESSION": lab.session_ref,
        "HOST": lab.api.host.get_all()[0],
        "POOL": lab.api.pool.get_all()[0],
    }
    for method, *params in AT_CONNECT[client]:
        result(lab, method, *(places.get(p, p) if isinstance(p, str) else p for p in params))


def test_records_of_every_listed_class(lab: Lab) -> None:
    """npm's xen-api asks for all records of each class that system.listMethods names."""
    asked = [m for m in result_without_session(lab) if m.endswith(".get_all_records")]
    assert len(asked) > 50
    for method in asked:
        try:
            result(lab, method)
        except AssertionError as failed:
            assert "MESSAGE_REMOVED" in str(failed), failed


def result_without_session(lab: Lab) -> list[str]:
    session = XenAPI.Session(lab.daemon.url)
    return list(session.system.listMethods())
