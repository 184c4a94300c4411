"""What is known of VMs, sent and brought back without the bytes of their disks."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.rpc.archives import Archives, names, some_disk
from tests.rpc.test_disks import MIB
from tests.rpc.world import World
from xapid.objects.transfer.leftovers import abandon_imports
from xapid.rpc.transfer.archive import archive_of


@pytest.fixture
async def archives(world: World, tmp_path: Path) -> AsyncIterator[Archives]:
    made = Archives(world)
    await made.open(tmp_path)
    async with world.listening():
        yield made
    await world.services.storage.close()


async def test_metadata_there_and_back(archives: Archives) -> None:
    vm = await archives.vm(some_disk(), tags=("kept",))
    with archives.ctx.change():
        vm.power_state = "Running"
    archive = await archives.export(vm, "/export_metadata")
    assert names(archive) == ["ova.xml"]
    assert b"<name>power_state</name><value>Running</value>" in archive
    before = archives.everything()
    tried = await archives.bring(archive, "/import_metadata", dry_run="true")
    assert (tried.status, archives.everything()) == ("success", before)
    twin = await archives.imported(archive, path="/import_metadata")
    assert [v.VDI for v in twin.VBDs] == [v.VDI for v in vm.VBDs]
    assert (twin.tags, twin.power_state) == (("kept",), "Halted")


async def test_metadata_without_devices(archives: Archives) -> None:
    vm = await archives.vm(bytes(MIB))
    archive = await archives.export(vm, "/export_metadata", excluded_device_types="vif,vbd")
    assert b"<name>class</name><value>VIF<" not in archive
    assert b"<name>class</name><value>VDI<" not in archive
    twin = await archives.imported(archive, path="/import_metadata")
    assert twin.VBDs == twin.VIFs == []


async def test_metadata_of_all(archives: Archives) -> None:
    vm = await archives.vm(bytes(MIB))
    status, headers, body = await archives.get("/export_metadata", all="true")
    assert status == 200
    assert int(headers["content-length"]) == len(body)
    assert vm.uuid.encode() in body


async def test_metadata_of_disks_that_are_elsewhere(archives: Archives) -> None:
    vm = await archives.vm(bytes(MIB))
    archive = await archives.export(vm, "/export_metadata")
    [old] = [v.VDI for v in vm.VBDs if v.VDI]
    uuid = old.uuid
    with archives.ctx.change():
        archives.world.store.destroy(old)
    task = await archives.bring(archive, "/import_metadata")
    assert task.error_info == ("VDI_LOCATION_MISSING", archives.sr.ref, uuid)
    other = await archives.disk()
    twin = await archives.imported(archive, path="/import_metadata", **{f"vdi:{uuid}": other.uuid})
    assert other in [v.VDI for v in twin.VBDs]
    forced = await archives.imported(archive, path="/import_metadata", force="true")
    assert [v.type for v in forced.VBDs] == ["CD"]


@pytest.mark.parametrize("size", [0, 300, 511, 513, 5000])
async def test_metadata_cut_in_half(archives: Archives, size: int) -> None:
    vm = await archives.vm(bytes(MIB))
    archive = await archives.export(vm, "/export_metadata")
    before = archives.everything()
    task = await archives.bring(archive[:size], "/import_metadata", length=None, end=True)
    assert (task.status, task.error_info[0]) == ("failure", "IMPORT_ERROR_PREMATURE_EOF")
    assert archives.everything() == before


async def test_metadata_that_is_nonsense(archives: Archives) -> None:
    for text in (
        b"<value>5</value>",
        b"<value><struct></struct></value>",
        b"<!DOCTYPE x><value/>",
        b"\xff\xfe",
    ):
        task = await archives.bring(archive_of("ova.xml", text), "/import_metadata")
        assert (task.status, task.error_info[0]) == ("failure", "IMPORT_ERROR"), text


async def test_an_import_that_the_daemon_did_not_survive(archives: Archives) -> None:
    vm = await archives.vm(bytes(MIB))
    twin = await archives.imported(await archives.export(vm))
    [disk] = [v.VDI for v in twin.VBDs if v.VDI]
    abandon_imports(archives.ctx)
    assert twin.alive  # that one was finished
    with archives.ctx.change():
        archives.sr.unfinished = (disk.uuid,)
    abandon_imports(archives.ctx)
    assert not twin.alive
    assert vm.alive
