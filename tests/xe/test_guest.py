"""The daily life of VMs by `xe`, with a real daemon, real disks and a real guest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lab.daemon import MIB, PATIENCE, Lab, until

ROOT = Path(__file__).parents[2]

Xe = Callable[..., str]


def program(lab: Lab, directory: Path) -> tuple[list[str], dict[str, str]]:
    """The command line of `xe` and its environment."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(directory), "PYTHONPATH": str(ROOT)}
    return [sys.executable, "-m", "xe.client"], {**environ, "XAPID_SOCKET": lab.daemon.ports["socket"]}


@pytest.fixture
def xe(lab: Lab, tmp_path: Path) -> Xe:
    """Run `xe`; what it printed. It must succeed unless the text that it shall fail with is given."""
    command, environ = program(lab, tmp_path)

    def run(*arguments: str, fails: str = "") -> str:
        done = subprocess.run([*command, *arguments], env=environ, cwd=tmp_path, capture_output=True,
                              text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL)  # fmt: skip
        assert (done.returncode == 0) == (not fails), done
        assert (fails in done.stderr) if fails else (done.stderr == ""), done
        return done.stdout.removesuffix("\n")

    return run


def make_vm(lab: Lab, xe: Xe) -> str:
    """A VM that boots the tiny guest's kernel directly."""
    vm = xe("vm-install", "template=Generic Linux BIOS", "new-name-label=life")
    where = f"uuid={vm}"
    xe("vm-memory-set", where, "memory=128MiB")
    kernel = [
        f"PV-kernel={lab.image.kernel}",
        f"PV-ramdisk={lab.image.initrd}",
        f"PV-args={lab.image.cmdline}",
    ]
    xe("vm-param-set", where, "domain-type=hvm", "HVM-boot-policy=", *kernel)
    return vm


def test_disks_and_files(xe: Xe, tmp_path: Path) -> None:
    sr = xe("pool-list", "params=default-SR", "--minimal")
    vdi = xe("vdi-create", f"sr-uuid={sr}", "name-label=d", "virtual-size=4MiB", "type=user")
    content = os.urandom(4 * MIB)
    (tmp_path / "in").write_bytes(content)
    assert xe("vdi-import", f"uuid={vdi}", "filename=in", "format=raw") == ""
    assert xe("vdi-export", f"uuid={vdi}", "filename=out") == ""
    assert (tmp_path / "out").read_bytes() == content
    xe("vdi-export", f"uuid={vdi}", "filename=out", fails="Operation failed. Error: out: File exists")
    xe("vdi-import", f"uuid={vdi}", "filename=none", fails="Operation failed. Error: none: No such file")
    xe("vdi-resize", f"uuid={vdi}", "disk-size=8MiB")
    assert xe("vdi-param-get", f"uuid={vdi}", "param-name=virtual-size") == str(8 * MIB)
    copy = xe("vdi-copy", f"uuid={vdi}", f"sr-uuid={sr}")
    clone = xe("vdi-clone", f"uuid={vdi}")
    assert clone in xe("vdi-list", "name-label=d", "--minimal").split(",")
    for uuid in (vdi, copy, clone):
        xe("vdi-destroy", f"uuid={uuid}")
    assert xe("vdi-list", f"sr-uuid={sr}", "--minimal") == ""
    assert xe("task-list", "--minimal") == ""


def test_an_import_that_is_refused_leaves_no_task(xe: Xe, tmp_path: Path) -> None:
    sr = xe("pool-list", "params=default-SR", "--minimal")
    vdi = xe("vdi-create", f"sr-uuid={sr}", "name-label=d", "virtual-size=1MiB")
    (tmp_path / "in").write_bytes(bytes(2 * MIB))
    xe("vdi-import", f"uuid={vdi}", "filename=in", fails="disk")
    (tmp_path / "in").write_bytes(bytes(MIB))
    assert xe("vdi-import", f"uuid={vdi}", "filename=in") == ""
    assert xe("task-list", "--minimal") == ""


def test_progress_of_a_file(lab: Lab, tmp_path: Path, xe: Xe) -> None:
    sr = xe("pool-list", "params=default-SR", "--minimal")
    vdi = xe("vdi-create", f"sr-uuid={sr}", "name-label=d", "virtual-size=16MiB")
    (tmp_path / "in").write_bytes(bytes(16 * MIB))
    command, environ = program(lab, tmp_path)
    words = ["vdi-import", f"uuid={vdi}", "filename=in", "progress=true"]
    done = subprocess.run(
        [*command, *words], env=environ, cwd=tmp_path, capture_output=True, timeout=PATIENCE
    )
    *bars, end, _ = done.stderr.decode().split("\n")
    assert (done.returncode, done.stdout, end) == (0, b"", "Total time: 00:00:00")
    drawn = bars[0].split("\r")[1:]
    assert all(len(text) == 80 for text in drawn) and "#>  (100% ETA 00:00:00)" in drawn[-1]


def test_cds(lab: Lab, xe: Xe, tmp_path: Path) -> None:
    library = tmp_path / "isos"
    library.mkdir()
    where = f"device-config:location={library}"
    sr = xe("sr-create", "type=iso", "name-label=cds", "content-type=iso", where)
    try:
        (library / "one.iso").write_bytes(bytes(MIB))
        xe("sr-scan", f"uuid={sr}")
        assert xe("cd-list", "params=name-label", "--minimal") == "one.iso"
        vm = make_vm(lab, xe)
        xe("vm-cd-add", "vm=life", "cd-name=one.iso", "device=3")
        listed = xe("vm-cd-list", "vm=life", "vbd-params=userdevice,empty", "vdi-params=name-label")
        assert listed == (
            "CD 0 VBD:\nempty ( RO)         : false\n    userdevice ( RW): 3\n\n\n"
            "CD 0 VDI:\nname-label ( RW)    : one.iso\n\n"
        )
        xe("vm-cd-eject", "vm=life")
        assert xe("vm-cd-list", "vm=life", "vbd-params=vdi-name-label", "--minimal") == "<EMPTY>"
        xe("vm-cd-eject", "vm=life", fails="Error: The VM has no CD drive with a CD in it")
        xe("vm-cd-insert", "vm=life", "cd-name=one.iso")
        xe("vm-cd-insert", "vm=life", "cd-name=two.iso", fails="Error: No CD has the name two.iso")
        xe("vm-cd-remove", "vm=life", "cd-name=one.iso")
        assert xe("vbd-list", f"vm-uuid={vm}", "type=CD", "--minimal") == ""
    finally:
        pbd = xe("pbd-list", f"sr-uuid={sr}", "--minimal")
        xe("pbd-unplug", f"uuid={pbd}")
        xe("sr-forget", f"uuid={sr}")
        shutil.rmtree(library)


def test_networks(xe: Xe, lab: Lab) -> None:
    network = xe("network-create", "name-label=n")
    make_vm(lab, xe)
    vm = xe("vm-list", "name-label=life", "--minimal")
    vif = xe("vif-create", f"vm-uuid={vm}", f"network-uuid={network}", "device=0", "mac=02:00:00:00:00:07")
    assert xe("vm-vif-list", "vm=life", "--minimal") == vif
    assert xe("vif-param-get", f"uuid={vif}", "param-name=MAC") == "02:00:00:00:00:07"
    xe("vif-destroy", f"uuid={vif}")
    xe("network-destroy", f"uuid={network}")


def test_life(lab: Lab, xe: Xe, tmp_path: Path) -> None:
    vm = make_vm(lab, xe)
    xe("vm-disk-add", "vm=life", "disk-size=8MiB", "device=1")
    network = xe("network-list", f"bridge={lab.daemon.settings['internal_bridge']}", "--minimal")
    xe("vif-create", f"vm-uuid={vm}", f"network-uuid={network}", "device=0")
    xe("vm-start", "vm=life")
    xe("vm-start", "vm=life", fails=f"vm: {vm} (life)\nexpected: halted\nactual: running\n")
    xe("event-wait", "class=vm", f"uuid={vm}", "networks=/=<not in database>", "live=true")
    address = until(lambda: _address(lab, vm))
    assert xe("vm-param-get", f"uuid={vm}", "param-name=networks", "param-key=0/ip") == address
    check_console(lab, tmp_path)
    xe("vm-pause", "vm=life")
    assert xe("vm-list", "power-state=paused", "--minimal") == vm
    xe("vm-unpause", "vm=life")
    xe("vm-suspend", "vm=life")
    assert xe("vm-list", "power-state=suspended", "params=uuid", "--minimal") == vm
    xe("vm-resume", "vm=life")
    xe("event-wait", "class=vm", f"uuid={vm}", "live=true")
    xe("vm-reboot", "vm=life", "--force")
    xe("vm-shutdown", "vm=life", "--force")
    clone = xe("vm-clone", "vm=life", "new-name-label=twin", "new-name-description=a twin")
    assert xe("vm-param-get", f"uuid={clone}", "param-name=name-description") == "a twin"
    xe("vm-uninstall", "vm=twin", "--force")
    xe("vm-uninstall", "vm=life", "--force")
    assert xe("vm-list", "is-control-domain=false", "--minimal") == ""
    assert xe("vdi-list", "type=User", "--minimal") == ""


def _address(lab: Lab, vm: str) -> str:
    metrics = lab.api.VM.get_guest_metrics(lab.api.VM.get_by_uuid(vm))
    return str(lab.api.VM_guest_metrics.get_networks(metrics).get("0/ip", ""))


def check_console(lab: Lab, directory: Path) -> None:
    """A shell at the serial line: what is typed has an answer, and Ctrl-] ends it."""
    command, environ = program(lab, directory)
    process = subprocess.Popen([*command, "console", "vm=life"], env=environ, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, bufsize=0)  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(b"\necho $((6 * 7))=answer\n")
        seen = b""
        while b"42=answer" not in seen:
            piece = process.stdout.read(4096)
            assert piece, seen
            seen += piece
        assert seen.startswith(b"The console of life.")
        process.stdin.write(b"\x1d")
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def test_hosts_and_messages(xe: Xe) -> None:
    host = xe("host-list", "--minimal")
    xe("host-disable", f"host={host}")
    assert xe("host-list", "params=enabled", "--minimal") == "false"
    xe("host-enable")
    assert int(xe("host-compute-free-memory")) > 0
    assert xe("host-cpu-info").startswith("cpu_count ")
    pool = xe("pool-list", "--minimal")
    xe("message-create", "name=note", "priority=3", "body=text", f"pool-uuid={pool}")
    note = xe("message-list", "name=note", "--minimal")
    assert xe("message-param-get", f"uuid={note}", "param-name=obj-uuid") == pool
    xe("message-destroy", f"uuid={note}")
    assert xe("message-list", f"uuid={note}", "--minimal") == ""


@pytest.mark.parametrize(
    "name", ["pool", "host", "sr", "network", "pif", "sm", "pbd", "host-cpu", "template"]
)
def test_every_parameter_can_be_read(xe: Xe, name: str) -> None:
    uuid = xe(f"{name}-list", "params=uuid", "--minimal").split(",")[0]
    assert xe(f"{name}-param-list", f"uuid={uuid}").splitlines()[0].endswith(uuid)
    assert xe(f"{name}-list", "params=all", f"uuid={uuid}").splitlines()[0].endswith(uuid)


def test_appliances_groups_and_tpms(lab: Lab, xe: Xe) -> None:
    vm = xe("vm-install", "template=Generic Linux BIOS", "new-name-label=tier")
    appliance = xe("appliance-create", "name-label=shop", "name-description=all of it")
    xe("vm-param-set", f"uuid={vm}", f"appliance={appliance}")
    assert xe("appliance-list", f"uuid={appliance}", "params=VMs", "--minimal") == vm
    xe("appliance-start", f"uuid={appliance}", "paused=true")
    assert xe("vm-param-get", f"uuid={vm}", "param-name=power-state") == "paused"
    xe("appliance-shutdown", f"uuid={appliance}", "force=true")
    assert xe("vm-param-get", f"uuid={vm}", "param-name=power-state") == "halted"
    xe("appliance-destroy", f"uuid={appliance}")

    group = xe("vm-group-create", "name-label=apart", "placement=anti_affinity")
    xe("vm-param-set", f"uuid={vm}", f"groups={group}")
    assert xe("vm-group-list", f"uuid={group}", "params=vm-uuids", "--minimal") == vm
    xe("vm-group-destroy", f"uuid={group}")

    tpm = xe("vtpm-create", f"vm-uuid={vm}")
    assert xe("vtpm-list", f"vm-uuid={vm}", "--minimal") == tpm
    xe("vtpm-destroy", f"uuid={tpm}", fails="--force")
    xe("vtpm-destroy", f"uuid={tpm}", "--force")
    assert xe("vtpm-list", "--minimal") == ""
