"""A world with VMs that travel as archives, and a client's way to move them."""

import io
import os
import tarfile
from typing import Any
from xmlrpc.client import loads

from tests.rpc.test_disks import MIB, Disks
from xapid.model.types import NULL_REF
from xapid.objects.network import Network
from xapid.objects.task import Task
from xapid.objects.vbd import VBD
from xapid.objects.vdi import VDI
from xapid.objects.vif import VIF
from xapid.objects.vm import VM
from xapid.objects.vm.creation import make

#: The sizes of a small VM.
SIZES = {"VCPUs_max": 1, "VCPUs_at_startup": 1} | {
    f"memory_{kind}_{end}": 64 * MIB for kind in ("static", "dynamic") for end in ("min", "max")
}


class Archives(Disks):
    """Disks, and VMs that have them."""

    network: Network

    async def vm(self, *contents: bytes, **values: Any) -> VM:
        """A VM with a card, an empty drive, and disks with these contents."""
        disks = []
        for content in contents:
            disk = await self.disk(len(content))
            assert await self.put(content, vdi=disk.ref) == 200
            disks.append(disk)
        store = self.world.store
        with self.ctx.change():
            self.network = store.create(Network, name_label="front", bridge="xb0", MTU=1500)
            vm = make(self.ctx, {"name_label": "travels", **SIZES, **values})
            for number, disk in enumerate(disks):
                store.create(VBD, VM=vm, VDI=disk, userdevice=str(number), type="Disk", mode="RW")
            store.create(VBD, VM=vm, VDI=NULL_REF, userdevice="9", type="CD", mode="RO", empty=True)
            store.create(VIF, VM=vm, network=self.network, device="0", MAC="02:00:00:00:00:07", MTU=1500)
        return vm

    async def export(self, vm: VM, path: str = "/export", **query: str) -> bytes:
        status, headers, body = await self.get(path, uuid=vm.uuid, **query)
        assert status == 200, body
        assert headers["content-type"] == "application/octet-stream"
        return bytes(body)

    async def bring(self, archive: bytes, path: str = "/import", length: int | None = -1, end: bool = False,
                    **query: str) -> Task:  # fmt: skip
        """PUT an archive; its task, which has ended."""
        task = await self.task()
        if path == "/import":
            query.setdefault("sr_id", self.sr.ref)
        await self.put(archive, length=length, end=end, path=path, task=task, **query)
        await self.until(lambda: task.status != "pending")
        return task

    async def imported(self, archive: bytes, **query: str) -> VM:
        """The one VM of an archive."""
        task = await self.bring(archive, **query)
        assert task.status == "success", task.error_info
        [[ref]] = loads(f"<params><param>{task.result}</param></params>")[0]
        vm = self.world.store.get(ref)
        assert isinstance(vm, VM)
        return vm

    async def disks_of(self, vm: VM) -> list[bytes]:
        vbds = sorted((v for v in vm.VBDs if v.VDI is not None), key=lambda v: v.userdevice)
        return [await self.content(vbd.VDI) for vbd in vbds]

    def everything(self) -> tuple[set[str], set[str]]:
        """All objects, and all files of the repository: what a failure must leave as it was."""
        classes = (VM, VBD, VIF, VDI, Network)
        return {o.ref for c in classes for o in self.world.store.all(c)}, self.files()


def some_disk() -> bytes:
    """Data, a hole of more than a block, and an end that is no whole block."""
    return os.urandom(MIB + 7) + bytes(3 * MIB) + os.urandom(100_001 - 7 + 479)


def names(archive: bytes) -> list[str]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as found:
        return found.getnames()
