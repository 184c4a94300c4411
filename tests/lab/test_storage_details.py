"""Storage through the front door: the small things that tools and people ask of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from tests.lab.contents import upload
from tests.lab.daemon import MIB, Lab
from tests.lab.test_vm_life import failure

NULL = "OpaqueRef:NULL"


def enter(call: Callable[..., str], sr: str, uuid: str, location: str) -> str:
    """The disk at the location, as one of the messages enters it."""
    return call(uuid, "again", "about", sr, "user", False, True, {"of": "mine"}, location)


def test_a_disk_is_introduced(lab: Lab) -> None:
    api, vdi = lab.api, lab.disk(4 * MIB)
    uuid, location, sr = api.VDI.get_uuid(vdi), api.VDI.get_location(vdi), api.VDI.get_SR(vdi)
    assert failure(enter, api.VDI.introduce, sr, "", location) == ["UUID_INVALID", "VDI", uuid]
    api.VDI.forget(vdi)
    assert failure(enter, api.VDI.introduce, sr, "", "none") == ["VDI_LOCATION_MISSING", sr, "none"]
    other = str(uuid4())
    assert failure(enter, api.VDI.introduce, sr, other, location) == ["UUID_INVALID", "VDI", other]
    again = enter(api.VDI.introduce, sr, uuid, location)
    record = api.VDI.get_record(again)
    assert (record["uuid"], record["virtual_size"], record["managed"]) == (uuid, str(4 * MIB), True)
    assert (record["name_label"], record["read_only"], record["other_config"]) == (
        "again", True, {"of": "mine"},
    )  # fmt: skip
    assert record["snapshot_of"] == record["metadata_of_pool"] == NULL

    for wrong in ("../../../escape", uuid.upper(), uuid):
        assert failure(enter, api.VDI.pool_introduce, sr, wrong, "x") == ["UUID_INVALID", "VDI", wrong]
    assert failure(enter, api.VDI.pool_introduce, sr, "", location) == [
        "LOCATION_NOT_UNIQUE",
        sr,
        location,
    ]
    ghost = enter(api.VDI.pool_introduce, sr, "", "x")
    api.SR.scan(sr)
    assert (api.VDI.get_missing(ghost), api.VDI.get_missing(again)) == (True, False)
    api.VDI.set_read_only(again, False)
    assert api.VDI.get_allow_caching(again) is False
    api.VDI.set_allow_caching(again, True)
    assert api.VDI.get_allow_caching(again) is True


def test_what_is_on_a_disk_and_who_holds_it(lab: Lab, tmp_path: Path) -> None:
    api, vdi = lab.api, lab.disk(4 * MIB)
    content = tmp_path / "content"
    content.write_bytes(os.urandom(3 * MIB) + bytes(MIB))
    upload(lab, vdi, content)
    expected = hashlib.md5(content.read_bytes(), usedforsecurity=False).hexdigest()
    assert api.VDI.checksum(vdi) == expected

    [host] = api.host.get_all()
    vm = lab.guest("holder")
    vbd = lab.attach(vm, vdi)
    api.VM.start(vm, True, False)
    vbd_uuid = api.VBD.get_uuid(vbd)
    assert f"VDI {api.VDI.get_uuid(vdi)} held by {vbd_uuid}" in api.host.get_sm_diagnostics(host)
    assert failure(api.VDI.checksum, vdi)[0] == "VDI_IN_USE"
    assert failure(api.VDI.force_unlock, vdi) == ["VDI_IN_USE", vdi, "force_unlock"]
    assert failure(api.host.sm_dp_destroy, host, vbd_uuid, True)[0] == "OPERATION_NOT_ALLOWED"
    api.VM.hard_shutdown(vm)
    api.host.sm_dp_destroy(host, vbd_uuid, False)
    api.VDI.force_unlock(vdi)
    assert vbd_uuid not in api.host.get_sm_diagnostics(host)
    assert api.VDI.checksum(vdi) == expected


def test_a_repository_is_made_by_hand(lab: Lab, tmp_path: Path) -> None:
    api, [host] = lab.api, lab.api.host.get_all()
    config = {"location": str(tmp_path / "made")}
    uuid = api.SR.make(host, config, "0", "", "", "file", "", {})
    assert failure(api.SR.make, host, config, "0", "", "", "file", "", {})[0] == "SR_BACKEND_FAILURE_102"
    assert failure(api.SR.make, host, config, "0", "", "", "tape", "", {}) == ["SR_UNKNOWN_DRIVER", "tape"]
    [found] = api.SR.probe_ext(host, config, "file", {})
    assert (found["configuration"], found["complete"], found["extra_info"]) == (config, True, {})
    assert (found["sr"]["uuid"], found["sr"]["health"], found["sr"]["clustered"]) == (uuid, "healthy", False)
    assert 0 < int(found["sr"]["free_space"]) < int(found["sr"]["total_space"])
    sr = api.SR.introduce(uuid, "by hand", "", "file", "", False, {})
    assert api.SR.get_live_hosts(sr) == []
    pbd = api.PBD.create({"host": host, "SR": sr, "device_config": config, "other_config": {}})
    api.PBD.plug(pbd)
    assert api.SR.get_live_hosts(sr) == [host]
    api.SR.set_physical_size(sr, "17")
    assert api.SR.get_physical_size(sr) == "17"
    api.SR.update(sr)
    assert api.SR.get_physical_size(sr) == found["sr"]["total_space"]
    api.PBD.unplug(pbd)
    api.SR.destroy(sr)
    (tmp_path / "empty").mkdir()
    [place] = api.SR.probe_ext(host, {"location": str(tmp_path / "empty")}, "file", {})
    assert "sr" not in place
    assert failure(api.SR.probe_ext, host, {}, "tape", {}) == ["SR_UNKNOWN_DRIVER", "tape"]
    [library] = api.SR.probe_ext(host, {"location": str(tmp_path / "empty")}, "iso", {})
    assert library["complete"]
