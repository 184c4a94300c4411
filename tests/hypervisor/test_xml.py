"""The XML builder and its readers, without a hypervisor."""

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import libvirt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from xapid.hypervisor.capabilities import TABLE, Capabilities
from xapid.hypervisor.device_xml import disk_xml, nic_xml
from xapid.hypervisor.domain_xml import Consoles, boot_ranks, domain_xml
from xapid.hypervisor.errors import Unsupported
from xapid.hypervisor.firmware import UefiImage, uefi_images
from xapid.hypervisor.guest_facts import guest_disks, guest_networks, os_version
from xapid.hypervisor.observe import parse
from xapid.hypervisor.saved_xml import revised_xml
from xapid.hypervisor.spec import (
    Bios,
    Cpu,
    DirectKernel,
    DiskSpec,
    DomainSpec,
    NicSpec,
    Platform,
    Uefi,
    UsbSpec,
    disk_position,
    disk_target,
    tap_name,
)
from xapid.hypervisor.state import NicState, Power

UUID_TEXT = "0b0c7d4e-7a7c-4f5e-9a60-6d3f8b1f2a11"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
CONSOLES = Consoles("/run/consoles")
IMAGES = (
    UefiImage(code="/fw/code.fd", template="/fw/vars.fd", secure_boot=False, enrolled=False),
    UefiImage(code="/fw/sb.fd", template="/fw/ms.fd", secure_boot=True, enrolled=True),
)
TCG = TABLE["tcg"].model_copy(update={"uefi": IMAGES})
KVM = TABLE["kvm"].model_copy(update={"uefi": IMAGES, "cpu_tuning": True})

names = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=40
)
disks = st.lists(
    st.builds(
        DiskSpec,
        target=st.integers(0, 51).map(disk_target),
        path=names.map(lambda name: f"/{name}"),
        format=st.sampled_from(("raw", "qcow2", "vpc")),
        device=st.sampled_from(("disk", "cdrom")),
        bus=st.sampled_from((None, "virtio", "scsi", "sata")),
        read_only=st.booleans(),
        boot_order=st.integers(0, 3),
    ),
    unique_by=lambda disk: disk.target,
    max_size=6,
).map(tuple)
nics = st.lists(
    st.builds(
        NicSpec,
        index=st.integers(0, 7),
        mac=st.just("02:00:00:00:00:01"),
        bridge=st.sampled_from((None, "xenbr0")),
        tap=st.just("tap0"),
        mtu=st.sampled_from((None, 1500, 9000)),
        link_up=st.booleans(),
    ),
    unique_by=lambda nic: nic.index,
    max_size=4,
).map(tuple)


def usb(number: int) -> UsbSpec:
    return UsbSpec(uuid=str(UUID(int=number)), bus=1, device=number)


firmwares = st.one_of(
    st.just(Bios()),
    st.booleans().map(lambda secure: Uefi(nvram="/nvram", secure_boot=secure)),
    names.map(lambda args: DirectKernel(kernel="/k", ramdisk="/r", args=args)),
)
specs = st.builds(
    DomainSpec,
    uuid=st.just(UUID_TEXT),
    name_label=names,
    memory_max=st.just(1 << 28),
    memory_target=st.integers(1 << 20, 1 << 28),
    cpu=st.integers(1, 8).flatmap(lambda n: st.builds(Cpu, max=st.just(n), at_startup=st.integers(1, n))),
    firmware=firmwares,
    boot_order=st.lists(st.sampled_from(("disk", "cdrom", "network")), max_size=3).map(tuple),
    disks=disks,
    nics=nics,
    usb_devices=st.integers(0, 3).map(lambda n: tuple(usb(i) for i in range(n))),
    bios_strings=st.dictionaries(st.sampled_from(("bios-vendor", "oem-1", "nonsense")), names),
)
hosts = st.sampled_from((TCG, KVM))


def spec(**changes: object) -> DomainSpec:
    fields = {"uuid": UUID_TEXT, "name_label": "a", "memory_max": 1 << 28, "memory_target": 1 << 28}
    return DomainSpec.model_validate(fields | changes)


def built(wanted: DomainSpec, host: Capabilities = TCG) -> ET.Element:
    return ET.fromstring(domain_xml(wanted, host, CONSOLES, NOW))


@given(specs, hosts)
def test_what_is_built_is_what_is_observed(wanted: DomainSpec, host: Capabilities) -> None:
    seen = parse(domain_xml(wanted, host, CONSOLES, NOW), libvirt.VIR_DOMAIN_RUNNING, 1)
    assert (seen.uuid, seen.is_ours, seen.started_at) == (UUID_TEXT, True, NOW)
    assert seen.name == (" ".join(wanted.name_label.split()) or UUID_TEXT)
    assert (seen.vcpus, seen.vcpus_max) == (wanted.cpu.at_startup, wanted.cpu.max)
    assert (seen.memory // 1024, seen.memory_max) == (wanted.memory_target // 1024, wanted.memory_max)
    assert [(d.target, d.path, d.device) for d in seen.disks] == [
        (d.target, d.path, d.device) for d in wanted.disks
    ]
    assert [(n.index, n.bridge, n.link_up) for n in seen.nics] == [
        (n.index, n.bridge, n.link_up) for n in wanted.nics
    ]
    assert [usb.uuid for usb in seen.usb_devices] == [usb.uuid for usb in wanted.usb_devices]


@given(specs, hosts)
def test_a_saved_domain_restores_as_itself_and_not_as_another(wanted: DomainSpec, host: Capabilities) -> None:
    xml = domain_xml(wanted, host, CONSOLES, NOW)
    revised = revised_xml(xml, wanted, host, Consoles("/elsewhere"))
    assert parse(revised, 1, 1) == parse(xml, 1, 1)
    assert "/run/consoles" not in revised
    more = NicSpec(index=9, mac="02:00:00:00:00:09", tap="tap9")
    with pytest.raises(Unsupported):
        revised_xml(xml, wanted.model_copy(update={"nics": (*wanted.nics, more)}), host, CONSOLES)


@given(specs)
def test_boot_ranks_follow_the_order(wanted: DomainSpec) -> None:
    ranks = boot_ranks(wanted)
    assert sorted(ranks.values()) == list(range(1, len(ranks) + 1))
    kinds = {disk.target: disk.device for disk in wanted.disks}
    order = [kinds.get(name, "network") for name in ranks]
    given_order = list(dict.fromkeys(wanted.boot_order))
    assert order == sorted(order, key=given_order.index)


def test_libvirt_accepts_what_is_built() -> None:
    """Against libvirt's own schema, with everything switched on."""
    full = spec(
        firmware=Uefi(nvram="/nvram", secure_boot=True),
        cpu=Cpu(max=4, at_startup=2, weight=512, cap=50, mask=(0, 1), cores_per_socket=2),
        boot_order=("network", "cdrom", "disk"),
        disks=(
            DiskSpec(target="xvda", path="/a", format="qcow2", cache="none", io="native", serial="s"),
            DiskSpec(target="xvdb", path="/dev/b", bus="scsi", shareable=True),
            DiskSpec(target="xvdd", path=None, device="cdrom"),
        ),
        nics=(NicSpec(index=0, mac="02:00:00:00:00:01", bridge="br0", tap="tap0", mtu=1400),),
        usb_devices=(usb(4),),
        platform=Platform(viridian=True, time_offset=3600),
        console_log="/log",
        bios_strings={"bios-vendor": "v", "system-product-name": "p", "baseboard-version": "1", "oem-1": "o"},
    )
    connection = libvirt.open("test:///default")
    for host in (TCG, KVM):
        as_test = host.model_copy(update={"domain_type": "test"})
        xml = domain_xml(full, as_test, CONSOLES, NOW)
        connection.defineXMLFlags(xml, libvirt.VIR_DOMAIN_DEFINE_VALIDATE).undefine()
        with pytest.raises(libvirt.libvirtError):
            broken = xml.replace("<metadata>", "<nonsense/><metadata>")
            connection.defineXMLFlags(broken, libvirt.VIR_DOMAIN_DEFINE_VALIDATE)
    connection.close()


def test_firmware() -> None:
    assert built(spec()).find("os/loader") is None
    direct = built(spec(firmware=DirectKernel(kernel="/k", args="a & b")))
    assert (direct.findtext("os/kernel"), direct.findtext("os/cmdline")) == ("/k", "a & b")
    secure = built(spec(firmware=Uefi(nvram="/n", secure_boot=True)))
    loader, nvram = secure.find("os/loader"), secure.find("os/nvram")
    assert loader is not None and nvram is not None
    assert (loader.text, loader.get("secure"), nvram.get("template")) == ("/fw/sb.fd", "yes", "/fw/ms.fd")
    assert secure.find("features/smm") is not None
    with pytest.raises(Unsupported):
        built(spec(firmware=Uefi(nvram="/n")), TABLE["tcg"])


def test_processor_shares() -> None:
    cpu = Cpu(max=2, weight=512, cap=150, mask=(0, 3))
    tuned = built(spec(cpu=cpu), KVM)
    assert tuned.findtext("cputune/shares") == "2048"
    assert tuned.findtext("cputune/global_quota") == "150000"
    vcpu = tuned.find("vcpu")
    assert vcpu is not None and vcpu.get("cpuset") == "0,3"
    assert built(spec(cpu=cpu), TCG).find("cputune") is None


def test_accelerators_differ_only_by_the_table() -> None:
    wanted = spec(platform=Platform(viridian=True))
    kvm, tcg = built(wanted, KVM), built(wanted, TCG)
    assert (kvm.get("type"), tcg.get("type")) == ("kvm", "qemu")
    assert kvm.find("features/hyperv") is not None and tcg.find("features/hyperv") is None


def test_spare_ports() -> None:
    def ports(wanted: DomainSpec) -> int:
        return len(built(wanted).findall("devices/controller[@model='pcie-root-port']"))

    disk = DiskSpec(target="xvda", path="/a")
    assert ports(spec(disks=(disk,))) == ports(spec()) + 1
    assert ports(spec(machine="pc")) == 0


def test_device_addresses() -> None:
    drive = disk_xml(DiskSpec(target="xvdd", path=None, device="cdrom"), TCG)
    assert drive.find("source") is None and drive.find("readonly") is not None
    address = drive.find("address")
    assert address is not None and address.get("target") == "3"
    block = disk_xml(DiskSpec(target="xvdb", path="/dev/sdz"), TCG)
    source, target = block.find("source"), block.find("target")
    assert source is not None and source.get("dev") == "/dev/sdz"
    assert target is not None and target.get("dev") == "vdb"
    assert nic_xml(NicSpec(index=0, mac="02:00:00:00:00:01", tap="t")).get("type") == "ethernet"


@given(st.integers(0, 51))
def test_targets(position: int) -> None:
    assert disk_position(disk_target(position)) == position


@given(st.uuids(), st.integers(0, 254))
def test_taps_fit_into_the_kernel(vm: UUID, index: int) -> None:
    assert len(tap_name(str(vm), index)) <= 15


@pytest.mark.parametrize(
    "changes",
    [
        {"uuid": "x"},
        {"name_label": "a\x00b"},
        {"memory_target": 1 << 29},
        {"firmware": {"kind": "uefi", "nvram": "relative"}},
        {"disks": [{"target": "xvda", "path": None}]},
        {"disks": [{"target": "xvda", "path": "/a"}] * 2},
        {"disks": [{"target": "sda", "path": "/a"}]},
        {"nics": [{"index": 0, "mac": "nonsense", "tap": "t"}]},
        {"cpu": {"max": 1, "at_startup": 2}},
        {"unknown": 1},
    ],
)
def test_a_wrong_spec_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        spec(**changes)


@given(specs)
def test_specs_cross_the_wire(wanted: DomainSpec) -> None:
    assert DomainSpec.model_validate_json(wanted.model_dump_json()) == wanted


def test_foreign_domains_are_seen_and_not_ours() -> None:
    xml = """<domain type='kvm' id='7'><name>foreign</name><uuid>u</uuid><title>t</title>
    <memory unit='KiB'>2048</memory><currentMemory unit='KiB'>1024</currentMemory><vcpu>2</vcpu><devices>
    <disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/>
    <alias name='virtio-disk0'/></disk>
    <interface type='network'><mac address='m'/><source bridge='b'/><target dev='vnet3'/></interface>
    <graphics type='vnc' port='5900'/></devices></domain>"""
    seen = parse(xml, libvirt.VIR_DOMAIN_PAUSED, libvirt.VIR_DOMAIN_PAUSED_IOERROR)
    assert (seen.name, seen.is_ours, seen.has_vnc) == ("foreign", False, False)
    assert (seen.power, seen.reason, seen.domid, seen.memory) == (Power.paused, "ioerror", 7, 1 << 20)
    assert seen.disks[0].target == "vda"
    assert (seen.nics[0].index, seen.nics[0].tap) == (0, "vnet3")


def test_what_an_agent_says() -> None:
    told = {
        "os.id": "debian", "os.pretty-name": "Debian 12", "os.version-id": "12", "os.kernel-release": "6.1",
        "if.count": 3,
        "if.0.name": "lo", "if.0.addr.count": 1, "if.0.addr.0.type": "ipv4", "if.0.addr.0.addr": "127.0.0.1",
        "if.1.hwaddr": "02:00:00:00:00:0A", "if.1.addr.count": 3,
        "if.1.addr.0.type": "ipv6", "if.1.addr.0.addr": "fe80::1",
        "if.1.addr.1.type": "ipv4", "if.1.addr.1.addr": "192.0.2.1",
        "if.1.addr.2.type": "ipv4", "if.1.addr.2.addr": "192.0.2.2",
        "if.2.hwaddr": "02:00:00:00:00:0b",
        "fs.count": 1, "fs.0.mountpoint": "/", "fs.0.fstype": "ext4",
        "fs.0.total-bytes": 10, "fs.0.used-bytes": 4,
    }  # fmt: skip
    nic = NicState(index=4, mac="02:00:00:00:00:0a", bridge=None, tap=None, link_up=True)
    assert guest_networks(told, [nic]) == {
        "4/ip": "192.0.2.1",
        "4/ipv4/0": "192.0.2.1",
        "4/ipv4/1": "192.0.2.2",
        "4/ipv6/0": "fe80::1",
    }
    assert os_version(told) == {"name": "Debian 12", "distro": "debian", "major": "12", "uname": "6.1"}
    assert guest_disks(told) == {"/": "ext4 10 4"}
    assert (guest_networks({}, [nic]), os_version({}), guest_disks({})) == ({}, {}, {})


def test_firmware_descriptors(tmp_path: Path) -> None:
    code, store = tmp_path / "code.fd", tmp_path / "vars.fd"
    for path in (code, store):
        path.touch()
    good = {
        "interface-types": ["uefi"],
        "mapping": {
            "device": "flash",
            "executable": {"filename": str(code)},
            "nvram-template": {"filename": str(store)},
        },
        "targets": [{"architecture": "x86_64", "machines": ["pc-q35-*"]}],
        "features": ["secure-boot"],
    }
    (tmp_path / "20-good.json").write_text(json.dumps(good))
    (tmp_path / "10-arm.json").write_text(json.dumps(good | {"targets": [{"architecture": "aarch64"}]}))
    (tmp_path / "30-broken.json").write_text("{")
    [image] = uefi_images((tmp_path, tmp_path / "missing"))
    assert image == UefiImage(code=str(code), template=str(store), secure_boot=True, enrolled=False)
    store.unlink()
    assert uefi_images((tmp_path,)) == ()
