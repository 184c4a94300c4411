"""Records about hosts whose parameters stand in no single field, of objects that few machines have."""

from datetime import UTC, datetime
from typing import cast

import pytest

from tests.xe.shell import Shell
from xapid.objects.driver_variant import DriverVariant
from xapid.objects.feature import Feature
from xapid.objects.gpu_group import GpuGroup
from xapid.objects.host import Host
from xapid.objects.host_crashdump import HostCrashdump
from xapid.objects.host_driver import HostDriver
from xapid.objects.host_patch import HostPatch
from xapid.objects.pci import PCI
from xapid.objects.pgpu import PGPU
from xapid.objects.pool_patch import PoolPatch
from xapid.objects.pool_update import PoolUpdate
from xapid.objects.vgpu import VGPU
from xapid.objects.vgpu_type import VgpuType
from xapid.objects.vm import VM
from xe.commands.built.host_files import path_on
from xe.commands.cli import Cli
from xe.commands.values import Row

ONE, TWO, THREE, FOUR = (f"{number}" * 8 + "-0000-0000-0000-000000000000" for number in range(1, 5))

DRIVER = f"""\
uuid ( RO)                   : {ONE}
                   name ( RO): e1000
                   type ( RO): network
            description ( RO): cards
                   info ( RO): a page
              host-uuid ( RO): {FOUR}
         active-variant ( RO): old
       selected-variant ( RO): <none>
               variants ( RO): new/2.1; old/1.0
    variants-dev-status ( RO): new=beta; old=production
          variants-uuid ( RO): new/{THREE}; old/{TWO}
    variants-hw-present ( RO): old


"""

VARIANT = f"""\
uuid ( RO)           : {TWO}
           name ( RO): old
        version ( RO): 1.0
         status ( RO): production
       priority ( RO):  30.0
         active ( RO): true
       selected ( RO): false
    driver-uuid ( RO): {ONE}
    driver-name ( RO): e1000
      host-uuid ( RO): {FOUR}
     hw-present ( RO): true


"""

PROCESSOR = f"""\
uuid ( RO)                        : {ONE}
                    pci-uuid ( RO): {THREE}
                 vendor-name ( RO): Maker
                 device-name ( RO): Card
                 dom0-access ( RO): enabled
    is-system-display-device ( RO): false
              gpu-group-uuid ( RW): {TWO}
        gpu-group-name-label ( RO): <not in database>
                   host-uuid ( RO): {FOUR}
             host-name-label ( RO): alpha
                      pci-id ( RO): 0000:01:00.0
                dependencies (SRO): 0000:01:00.1
                other-config (MRW): a: b
        supported-VGPU-types ( RO): {THREE}
          enabled-VGPU-types (SRW): {THREE}
              resident-VGPUs ( RO): {FOUR}


"""


@pytest.fixture
def driver(shell: Shell) -> HostDriver:
    """A driver in two versions, the old one in use."""
    driver = shell.make(HostDriver, uuid=ONE, name="e1000", type="network", description="cards",
                        info="a page", host=shell.make(Host, uuid=FOUR))  # fmt: skip
    old = shell.make(DriverVariant, uuid=TWO, name="old", version="1.0", driver=driver, priority=30.0,
                     status="production", hardware_present=True)  # fmt: skip
    shell.make(DriverVariant, uuid=THREE, name="new", version="2.1", driver=driver, priority=100.5,
               status="beta")  # fmt: skip
    shell.set(driver, active_variant=old)
    assert isinstance(driver, HostDriver)
    return driver


@pytest.mark.usefixtures("driver")
async def test_drivers_in_several_versions(shell: Shell) -> None:
    assert await shell.out("hostdriver-param-list", f"uuid={ONE}") == DRIVER
    assert await shell.out("hostdriver-variant-param-list", f"uuid={TWO}") == VARIANT


@pytest.mark.usefixtures("driver")
async def test_a_driver_is_chosen_by_the_name_of_its_version(shell: Shell) -> None:
    assert await shell.fails("hostdriver-select", f"uuid={ONE}", "variant-name=newest") == (
        "Error: The driver has no variant called newest\n"
    )
    assert "function: Host_driver.select" in await shell.fails(
        "hostdriver-select", f"uuid={ONE}", "variant-name=new"
    )
    assert (await shell.fails("hostdriver-deselect", f"uuid={ONE}")).endswith("add --force.\n")
    assert "Driver_variant.select" in await shell.fails("hostdriver-variant-select", f"uuid={TWO}")


@pytest.fixture
def graphics(shell: Shell) -> tuple[GpuGroup, VGPU]:
    """A graphics card, its group, and what a VM gets of it."""
    host, group = shell.make(Host, uuid=FOUR, name_label="alpha"), shell.make(GpuGroup, uuid=TWO)
    card = shell.make(PCI, vendor_name="Maker", device_name="Card", pci_id="0000:01:00.0", uuid=THREE)
    shell.set(card, dependencies=[shell.make(PCI, pci_id="0000:01:00.1")])
    pgpu = shell.make(PGPU, uuid=ONE, PCI=card, host=host, GPU_group=group, other_config={"a": "b"})
    kind = shell.make(VgpuType, uuid=THREE, model_name="whole", max_resolution_x=1920, max_resolution_y=1080)
    vgpu = shell.make(VGPU, VM=shell.make(VM), GPU_group=group, type=kind, uuid=FOUR, PCI=card,
                      compatibility_metadata={"maker": "é", "more": ""}, resident_on=pgpu)  # fmt: skip
    shell.set(pgpu, enabled_VGPU_types=[kind])
    for holder in (pgpu, group):
        shell.set(holder, supported_VGPU_types=[kind])
    return group, vgpu


async def test_graphics_processors_and_what_vms_get_of_them(
    shell: Shell, graphics: tuple[GpuGroup, VGPU]
) -> None:
    group, vgpu = graphics
    assert await shell.out("pgpu-param-list", f"uuid={ONE}") == PROCESSOR
    shown = await shell.out("gpu-group-param-list", f"uuid={TWO}")
    assert f"supported-VGPU-types ( RO): {THREE}\n" in shown and "enabled-VGPU-types ( RO): \n" in shown
    assert "allocation-algorithm ( RW): depth-first\n" in shown
    await shell.out("gpu-group-param-set", f"uuid={TWO}", "allocation-algorithm=breadth-first")
    assert group.allocation_algorithm == "breadth_first"
    shown = await shell.out("vgpu-type-list")
    assert "max-heads ( RO): 0\n" in shown and shown.endswith("max-resolution ( RO): 1920x1080\n\n\n")
    shown = await shell.out("vgpu-param-list", f"uuid={FOUR}")
    assert "type-model-name ( RO): whole\n" in shown and "    pci ( RO): 0000:01:00.0\n" in shown
    assert "compatibility-metadata ( RO): maker:(2 bytes); more:(0 bytes)\n" in shown
    shell.set(vgpu, type=None, PCI=None)
    shown = await shell.out("vgpu-list", "params=type-model-name,pci")
    assert shown.count("<not in database>") == 2


async def test_patches_and_updates(shell: Shell) -> None:
    host = shell.make(Host, uuid=ONE)
    patch = shell.make(PoolPatch, uuid=TWO, after_apply_guidance=["restartHost", "restartXAPI"])
    for on in (host, host):
        shell.make(HostPatch, host=on, pool_patch=patch)
    update = shell.make(PoolUpdate, uuid=THREE, hosts=[host], version="1.2")
    shown = await shell.out("patch-list")
    assert f"hosts (SRO): {ONE}, {ONE}\n" in shown and "guidance (SRO): restartHost, restartXAPI\n" in shown
    assert await shell.out("patch-list", f"hosts:contains={ONE}", "--minimal") == f"{TWO}\n"
    shown = await shell.out("host-list", "params=patches,updates")
    assert shown == f"patches (SRO) [DEPRECATED]    : {TWO}, {TWO}\n{'updates (SRO)':>30}: {THREE}\n\n\n"
    assert "version ( RO): 1.2\n" in await shell.out("update-param-list", f"uuid={THREE}")
    assert await shell.out("update-param-get", f"uuid={THREE}", "param-name=hosts") == f"{ONE}\n"
    assert update.hosts == [host]


@pytest.mark.parametrize("command", ["update-pool-apply", "update-destroy", "update-pool-clean"])
async def test_updates_cannot_be_applied_yet(shell: Shell, command: str) -> None:
    shell.make(PoolUpdate, uuid=THREE)
    assert (await shell.fails(command, f"uuid={THREE}")).startswith("This is not built yet.\n")


async def test_crash_dumps_and_features(shell: Shell) -> None:
    host = shell.make(Host, uuid=ONE)
    crashed = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    shell.make(HostCrashdump, uuid=TWO, host=host, timestamp=crashed, size=5)
    shell.make(Feature, uuid=THREE, host=host, name_label="swift", version="2.0", experimental=True)
    assert await shell.out("host-crashdump-list") == (
        f"uuid ( RO)         : {TWO}\n    timestamp ( RO): 20260102T03:04:05Z\n         size ( RO): 5\n\n\n"
    )
    assert await shell.out("host-crashdump-param-get", f"uuid={TWO}", "param-name=host-uuid") == f"{ONE}\n"
    for command in ("host-crashdump-destroy", "host-crashdump-upload"):
        assert (await shell.fails(command, f"uuid={TWO}")).startswith("This is not built yet.\n")
    shown = await shell.out("feature-list", "experimental=true")
    assert "    experimental ( RO): true\n" in shown and shown.endswith(f"host-uuid ( RO): {ONE}\n\n\n")


async def test_one_of_several_hosts_or_all(shell: Shell) -> None:
    for uuid, name in ((ONE, "alpha"), (TWO, "beta")):
        shell.make(Host, uuid=uuid, hostname=name, name_label=name.upper())
    assert await shell.fails("host-disable") == (
        "Error: Multiple matching hosts found. --multiple required to complete the operation\n"
    )
    await shell.out("host-enable", "host=beta")
    await shell.out("host-disable", "host=ALPHA")
    assert await shell.out("host-list", "enabled=true", "--minimal") == f"{TWO}\n"
    await shell.out("host-disable", "--multiple")
    assert await shell.out("host-list", "enabled=true", "--minimal") == "\n"
    assert "MainThread" in await shell.out("host-get-thread-diagnostics", f"uuid={ONE}")
    said = await shell("host-reboot", "--multiple")
    assert said.code == 1 and said.err == ""
    assert [line for line in said.out.splitlines() if "failed" in line] == [
        f"operation failed on {uuid}: This is not allowed now." for uuid in reversed(await uuids(shell))
    ]


async def uuids(shell: Shell) -> list[str]:
    """The hosts in the order in which commands take them."""
    return (await shell.out("host-list", "--minimal")).strip().split(",")


@pytest.mark.parametrize(("address", "host"), [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "[2001:db8::1]")])
async def test_files_of_other_hosts_are_fetched_there(shell: Shell, address: str, host: str) -> None:
    class Asked:
        session = "OpaqueRef:session"

        async def call(self, *_: str) -> str:
            return here.ref

    here, there = (Row(shell.make(Host, address=address)) for _ in range(2))
    assert await path_on(cast(Cli, Asked()), here, "/host_backup") == "/host_backup"
    assert await path_on(cast(Cli, Asked()), there, "/host_backup") == f"https://{host}/host_backup"
