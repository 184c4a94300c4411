"""Repositories through the front door: made, left, found again and given up, with what is in them."""

from __future__ import annotations

from pathlib import Path

from tests.lab.contents import checksum, upload
from tests.lab.daemon import MIB, Lab
from tests.lab.test_vm_life import failure


def repository(lab: Lab, path: Path, kind: str = "file") -> str:
    """A new repository in a directory."""
    path.mkdir()
    host = lab.api.host.get_all()[0]
    config = {"location": str(path)}
    return str(lab.api.SR.create(host, config, "0", path.name, "", kind, "", False, {}))


def filled_disk(lab: Lab, directory: Path) -> str:
    """A disk with something in it."""
    contents = directory / "contents"
    contents.write_bytes(bytes(range(256)) * (MIB // 256) + bytes(3 * MIB) + b"end of it" * 1000)
    vdi = lab.disk(8 * MIB)
    upload(lab, vdi, contents)
    return vdi


def test_a_second_repository(lab: Lab, tmp_path: Path) -> None:
    api = lab.api
    vm, vdi = lab.guest("origin"), filled_disk(lab, tmp_path)
    lab.attach(vm, vdi, "0")
    known = checksum(lab, vdi)
    sr = repository(lab, tmp_path / "second")
    [pbd] = api.SR.get_PBDs(sr)
    assert (api.SR.get_type(sr), api.PBD.get_currently_attached(pbd)) == ("file", True)
    assert int(api.SR.get_physical_size(sr)) > 0

    twin = api.VM.copy(vm, "twin", sr)
    [vbd] = api.VM.get_VBDs(twin)
    moved = api.VBD.get_VDI(vbd)
    assert (api.VDI.get_SR(moved), api.SR.get_VDIs(sr)) == (sr, [moved])
    assert checksum(lab, moved) == known
    assert int(api.SR.get_virtual_allocation(sr)) >= 8 * MIB

    upload(lab, moved, tmp_path / "contents")
    api.VDI.update(moved)
    api.SR.update(sr)
    assert int(api.VDI.get_physical_utilisation(moved)) >= MIB
    assert int(api.SR.get_physical_utilisation(sr)) >= MIB

    # In use, it stays; out of use, it goes, and the VM that needs it cannot start.
    api.VM.start(twin, True, False)
    assert failure(api.PBD.unplug, pbd)[:2] == ["VDI_IN_USE", moved]
    assert failure(api.SR.destroy, sr) == ["SR_HAS_PBD", sr]
    assert failure(api.SR.forget, sr) == ["SR_HAS_PBD", sr]
    api.VM.hard_shutdown(twin)
    api.PBD.unplug(pbd)
    assert failure(api.VM.start, twin, True, False) == ["SR_NOT_ATTACHED", sr]
    assert failure(api.VDI.copy, moved, sr) == ["SR_NOT_ATTACHED", sr]
    api.PBD.plug(pbd)

    # A record that is lost comes back with a scan.
    uuid = api.VDI.get_uuid(moved)
    api.VDI.forget(moved)
    assert api.SR.get_VDIs(sr) == []
    api.SR.scan(sr)
    again = api.VDI.get_by_uuid(uuid)
    assert checksum(lab, again) == known

    sr = check_forgotten_and_introduced(lab, sr, uuid, known, tmp_path / "second")
    [pbd] = api.SR.get_PBDs(sr)
    api.PBD.unplug(pbd)
    api.SR.destroy(sr)
    assert not list((tmp_path / "second").rglob("*.qcow2"))
    assert failure(api.SR.get_uuid, sr) == ["HANDLE_INVALID", "SR", sr]
    assert checksum(lab, vdi) == known


def check_forgotten_and_introduced(lab: Lab, sr: str, vdi_uuid: str, known: str, path: Path) -> str:
    """A repository that was forgotten is introduced again, with its disks."""
    api, host = lab.api, lab.api.host.get_all()[0]
    uuid = api.SR.get_uuid(sr)
    api.PBD.unplug(api.SR.get_PBDs(sr)[0])
    api.SR.forget(sr)
    assert failure(api.SR.get_by_uuid, uuid)[0] == "UUID_INVALID"
    assert uuid in api.SR.probe(host, {"location": str(path)}, "file", {})
    sr = api.SR.introduce(uuid, "again", "", "file", "", False, {})
    assert failure(api.SR.introduce, uuid, "again", "", "file", "", False, {})[0] == "SR_UUID_EXISTS"
    assert failure(api.SR.scan, sr) == ["SR_HAS_NO_PBDS", sr]
    pbd = api.PBD.create(
        {"host": host, "SR": sr, "device_config": {"location": str(path)}, "other_config": {}}
    )
    api.PBD.plug(pbd)
    assert [api.VDI.get_uuid(vdi) for vdi in api.SR.get_VDIs(sr)] == [vdi_uuid]
    assert checksum(lab, api.VDI.get_by_uuid(vdi_uuid)) == known
    return str(sr)


def test_repositories_that_cannot_be(lab: Lab, tmp_path: Path) -> None:
    api, host = lab.api, lab.api.host.get_all()[0]
    before = set(api.SR.get_all()), set(api.PBD.get_all())
    refused = failure(api.SR.create, host, {"location": "/none/such"}, "0", "x", "", "file", "", False, {})
    assert refused[0].startswith("SR_BACKEND_FAILURE"), refused
    assert failure(api.SR.create, host, {}, "0", "x", "", "lvmoiscsi", "", False, {}) == [
        "SR_UNKNOWN_DRIVER", "lvmoiscsi",
    ]  # fmt: skip
    taken = repository(lab, tmp_path / "taken")
    refused = failure(api.SR.create, host, {"location": str(tmp_path / "taken")}, "0", "x", "", "file", "",
                      False, {})  # fmt: skip
    assert refused[0].startswith("SR_BACKEND_FAILURE"), refused
    api.PBD.unplug(api.SR.get_PBDs(taken)[0])
    api.SR.destroy(taken)
    assert (set(api.SR.get_all()), set(api.PBD.get_all())) == before


def test_isos_come_and_go_with_their_files(lab: Lab) -> None:
    api = lab.api
    [sr] = [sr for sr in api.SR.get_all() if api.SR.get_type(sr) == "iso"]
    path = lab.daemon.state / "storage" / "iso" / "small.iso"
    path.write_bytes(bytes(MIB))
    api.SR.scan(sr)
    [vdi] = api.VDI.get_by_name_label("small.iso")
    record = api.VDI.get_record(vdi)
    assert (record["read_only"], record["virtual_size"]) == (True, str(MIB))
    assert failure(api.VDI.destroy, vdi) == ["SR_OPERATION_NOT_SUPPORTED", sr]
    path.unlink()
    api.SR.scan(sr)
    assert api.VDI.get_by_name_label("small.iso") == []
