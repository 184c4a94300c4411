"""VMs as XVA archives through real HTTP, out of and into a real repository of files."""

import hashlib
import io
import subprocess
import tarfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from xmlrpc.client import loads

import pytest
import xxhash

from tests.rpc.archives import Archives, names, some_disk
from tests.rpc.test_disks import MIB
from tests.rpc.world import World
from xapid.model.types import NULL_REF
from xapid.objects.vm import VM
from xapid.rpc.transfer.archive import end_of_archive, member


@pytest.fixture
async def archives(world: World, tmp_path: Path) -> AsyncIterator[Archives]:
    made = Archives(world)
    await made.open(tmp_path)
    async with world.listening():
        yield made
    await world.services.storage.close()


def remade(archive: bytes, change: Any) -> bytes:
    """The archive with every member passed through ``change(name, data)``, which may leave it out."""
    out = b""
    with tarfile.open(fileobj=io.BytesIO(archive)) as found:
        for info in found:
            file = found.extractfile(info)
            assert file is not None
            changed = change(info.name, file.read())
            if changed is not None:
                out += member(*changed)
    return out + end_of_archive()


async def test_there_and_back(archives: Archives) -> None:
    first, second = some_disk(), bytes(2 * MIB)
    vm = await archives.vm(first, second, name_description="with <two> disks & more")
    archive = await archives.export(vm)
    twin = await archives.imported(archive)
    assert await archives.disks_of(twin) == await archives.disks_of(vm)
    assert (twin.name_label, twin.name_description) == (vm.name_label, vm.name_description)
    assert twin.uuid != vm.uuid
    assert twin.other_config["mac_seed"] != vm.other_config["mac_seed"]
    assert {v.VDI for v in twin.VBDs if v.VDI} & {v.VDI for v in vm.VBDs if v.VDI} == set()
    [card] = twin.VIFs
    assert card.network is archives.network
    assert card.MAC != "02:00:00:00:00:07"
    assert sorted((v.type, v.empty) for v in twin.VBDs) == [("CD", True), ("Disk", False), ("Disk", False)]
    assert not twin.current_operations
    assert archives.sr.unfinished == ()
    assert all(v.VDI.sm_config["import_task"].startswith("OpaqueRef:") for v in twin.VBDs if v.VDI)


async def test_the_archive_is_as_readers_expect(archives: Archives) -> None:
    content = some_disk()
    vm = await archives.vm(content)
    archive = await archives.export(vm)
    found = names(archive)
    assert found[0] == "ova.xml"
    disk = found[1].rpartition("/")[0]
    numbers = ["00000000", "00000001", "00000004"]  # the hole of blocks 2 and 3 is left out
    assert found[1:] == [f"{disk}/{n}{end}" for n in numbers for end in ("", ".xxhash")]
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for number in numbers:
            data = tar.extractfile(f"{disk}/{number}").read()  # type: ignore[union-attr]
            told = tar.extractfile(f"{disk}/{number}.xxhash").read()  # type: ignore[union-attr]
            assert told.decode() == xxhash.xxh64(data).hexdigest().upper()
        text = tar.extractfile("ova.xml").read().decode()  # type: ignore[union-attr]
    assert text.startswith("<value><struct><member><name>version</name>")
    [document] = loads(f"<params><param>{text}</param></params>")[0]
    assert document["version"]["export_vsn"] == "2"
    records = {o["class"]: o["snapshot"] for o in document["objects"]}
    assert list(dict.fromkeys(o["class"] for o in document["objects"])) == [
        "VM", "VM_metrics", "VBD", "VIF", "network", "VDI", "SR",
    ]  # fmt: skip
    assert records["VM"]["power_state"] == "Halted"
    assert records["SR"]["PBDs"] == []
    ids = {o["id"] for o in document["objects"]}
    assert records["VDI"]["SR"] in ids and records["VIF"]["network"] in ids
    assert records["VM"]["affinity"] == NULL_REF


def unpacked(program: str, archive: bytes) -> bytes:
    return subprocess.run([program, "-dc"], input=archive, stdout=subprocess.PIPE, check=True).stdout


@pytest.mark.parametrize("packing", ["true", "gzip", "zstd"])
async def test_compressed(archives: Archives, packing: str) -> None:
    vm = await archives.vm(some_disk())
    archive = await archives.export(vm, use_compression=packing)
    program = "zstd" if packing == "zstd" else "gzip"
    assert names(unpacked(program, archive))[0] == "ova.xml"
    assert await archives.disks_of(await archives.imported(archive)) == await archives.disks_of(vm)


async def test_checksums_of_older_exporters(archives: Archives) -> None:
    vm = await archives.vm(some_disk())
    last = b""

    def older(name: str, data: bytes) -> tuple[str, bytes]:
        nonlocal last
        if name.endswith(".xxhash"):
            return name.replace(".xxhash", ".checksum"), hashlib.sha1(last).hexdigest().encode()
        last = data
        return name, data

    twin = await archives.imported(remade(await archives.export(vm), older))
    assert await archives.disks_of(twin) == await archives.disks_of(vm)


async def test_no_checksums_at_all(archives: Archives) -> None:
    vm = await archives.vm(some_disk())

    def oldest(name: str, data: bytes) -> tuple[str, bytes] | None:
        data = data.replace(b"<name>export_vsn</name><value>2<", b"<name>export_vsn</name><value>0<")
        return None if name.endswith(".xxhash") else (name, data)

    twin = await archives.imported(remade(await archives.export(vm), oldest))
    assert await archives.disks_of(twin) == await archives.disks_of(vm)


def damaged(name: str, data: bytes) -> tuple[str, bytes]:
    return (name, b"x" + data[1:]) if name.endswith("/00000001") else (name, data)


def newer(name: str, data: bytes) -> tuple[str, bytes]:
    return name, data.replace(b"<name>xapi_major</name><value>2<", b"<name>xapi_major</name><value>9<")


def foreign(name: str, data: bytes) -> tuple[str, bytes]:
    return name.replace("Ref:", "Other:"), data


def backwards(name: str, data: bytes) -> tuple[str, bytes]:
    return name.replace("/00000004", "/00000000"), data


def sizeless(name: str, data: bytes) -> tuple[str, bytes]:
    return name, data.replace(b"<name>virtual_size</name>", b"<name>no_size</name>")


def headless(name: str, data: bytes) -> tuple[str, bytes] | None:
    return None if name == "ova.xml" else (name, data)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (damaged, "IMPORT_ERROR_SOME_CHECKSUMS_FAILED"),
        (newer, "IMPORT_INCOMPATIBLE_VERSION"),
        (foreign, "IMPORT_ERROR_UNEXPECTED_FILE"),
        (backwards, "IMPORT_ERROR"),
        (sizeless, "IMPORT_ERROR"),
        (headless, "IMPORT_ERROR_UNEXPECTED_FILE"),
    ],
)
async def test_bad_archives_leave_nothing(archives: Archives, change: Any, code: str) -> None:
    archive = await archives.export(await archives.vm(some_disk()))
    before = archives.everything()
    task = await archives.bring(remade(archive, change))
    assert (task.status, task.error_info[0]) == ("failure", code)
    assert archives.everything() == before
    assert archives.sr.unfinished == ()


@pytest.mark.parametrize(
    "garbage", [b"", b"x" * 2000, b"\x1f\x8b" + b"x" * 5000, b"\x28\xb5\x2f\xfd" + b"x" * 5000]
)
async def test_what_is_no_archive(archives: Archives, garbage: bytes) -> None:
    before = archives.everything()
    task = await archives.bring(garbage)
    assert task.status == "failure"
    assert task.error_info[0].startswith("IMPORT_ERROR")
    assert archives.everything() == before


@pytest.mark.parametrize("packing", ["", "gzip"])
async def test_cut_in_half(archives: Archives, packing: str) -> None:
    archive = await archives.export(await archives.vm(some_disk()), use_compression=packing)
    before = archives.everything()
    half = archive[: len(archive) // 2]
    task = await archives.bring(half, length=None, end=True)
    assert task.status == "failure"
    assert task.error_info[0] in ("IMPORT_ERROR_PREMATURE_EOF", "IMPORT_ERROR")
    assert archives.everything() == before


async def test_forced_wrong_checksums(archives: Archives) -> None:
    archive = await archives.export(await archives.vm(some_disk()))
    twin = await archives.imported(remade(archive, damaged), force="true")
    [disk] = await archives.disks_of(twin)
    assert disk[MIB : MIB + 1] == b"x"


async def test_restored_in_the_place_of_the_old(archives: Archives) -> None:
    content = some_disk()
    vm = await archives.vm(content)
    uuid, archive = vm.uuid, await archives.export(vm)
    [old] = [v.VDI for v in vm.VBDs if v.VDI]
    restored = await archives.imported(archive, restore="true")
    assert not vm.alive
    assert (restored.uuid, restored.version) == (uuid, 1)
    assert archives.world.store.by_uuid(VM, uuid) is restored
    assert restored.VIFs[0].MAC == "02:00:00:00:00:07"
    assert old.alive  # its owner may still want what was written since
    again = await archives.bring(archive, restore="true")
    assert again.error_info == ("VM_TO_IMPORT_IS_NOT_NEWER_VERSION", restored.ref, "1", "0")
    forced = await archives.imported(archive, restore="true", force="true")
    assert forced.uuid == uuid
    assert not restored.alive


@pytest.mark.parametrize("announced", ["all of it", "what comes"])
async def test_a_forced_import_that_breaks_off_replaces_nothing(archives: Archives, announced: str) -> None:
    """What came of it stays, for it was forced, beside the VM whose place it was to take."""
    vm = await archives.vm(some_disk())
    before, archive = await archives.disks_of(vm), await archives.export(vm)
    half = archive[: len(archive) // 2]
    length = len(archive) if announced == "all of it" else len(half)
    task = await archives.bring(half, length=length, end=True, restore="true", force="true")
    assert task.status == "failure"
    store = archives.world.store
    assert vm.alive and store.by_uuid(VM, vm.uuid) is vm and not vm.current_operations
    assert await archives.disks_of(vm) == before
    [torso] = [other for other in store.all(VM) if other is not vm]
    assert torso.uuid != vm.uuid
    assert (len(torso.VBDs), torso.current_operations) == (len(vm.VBDs), {})
    whole = await archives.imported(archive, restore="true", force="true")
    assert (whole.uuid, vm.alive, torso.alive) == (vm.uuid, False, True)


async def test_a_running_vm_is_not_replaced(archives: Archives) -> None:
    vm = await archives.vm(some_disk())
    archive = await archives.export(vm)
    with archives.ctx.change():
        vm.power_state = "Running"
    before = archives.everything()
    task = await archives.bring(archive, restore="true")
    assert task.error_info == ("VM_BAD_POWER_STATE", vm.ref, "halted", "running")
    assert archives.everything() == before


async def test_a_network_that_is_missing_is_made(archives: Archives) -> None:
    vm = await archives.vm(bytes(MIB))
    archive = await archives.export(vm)
    with archives.ctx.change():
        archives.network.name_label, archives.network.bridge = "other", "xb1"
    archives.world.services.network = NoDevices()
    twin = await archives.imported(archive)
    assert twin.VIFs[0].network.name_label == "front"


class NoDevices:
    """The one question about the host's devices that making a network asks."""

    async def interface_stats(self, name: str) -> None:
        from xapid.network.errors import NicNotFound

        raise NicNotFound(name)


async def test_while_it_runs_nothing_is_exported(archives: Archives) -> None:
    vm = await archives.vm(bytes(MIB))
    with archives.ctx.change():
        vm.power_state = "Running"
    task = await archives.task()
    status, _, _ = await archives.get("/export", uuid=vm.uuid, task=task)
    assert status == 500
    assert task.error_info == ("VM_BAD_POWER_STATE", vm.ref, "halted, suspended", "running")


async def test_which_vm(archives: Archives) -> None:
    assert (await archives.get("/export"))[0] == 400
    assert (await archives.get("/export", uuid="none"))[0] == 404
    assert (await archives.get("/export_metadata", ref="OpaqueRef:none"))[0] == 404
    vm = await archives.vm(bytes(MIB))
    assert (await archives.get("/export_metadata", uuid=vm.uuid, excluded_device_types="vif,horn"))[0] == 400


async def test_which_repository(archives: Archives) -> None:
    assert await archives.put(b"", path="/import", sr_uuid="none") == 404
    with archives.ctx.change():
        archives.sr.content_type = "iso"
    task = await archives.task()
    assert await archives.put(b"", path="/import", sr_id=archives.sr.ref, task=task) == 400
    assert task.error_info[0] == "SR_OPERATION_NOT_SUPPORTED"
