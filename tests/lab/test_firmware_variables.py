"""UEFI variables and the keys of Secure Boot: in the record, in the firmware's store, in the guest."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

from tests.lab.contents import boot_disk
from tests.lab.daemon import Lab, until
from tests.lab.guest import GuestImage
from tests.lab.test_boot import console_log, machine
from tests.lab.test_vm_life import failure

PART = "EFI-variables"
SECURE = {"secureboot": "true"}


def unpack(text: str) -> dict[str, dict[str, Any]]:
    """The variables that VM.NVRAM holds, by name."""
    return {v["name"]: v for v in json.loads(zlib.decompress(base64.b64decode(text)))["variables"]}


def pack(variables: dict[str, dict[str, Any]]) -> str:
    text = json.dumps({"version": 2, "variables": list(variables.values())})
    return base64.b64encode(zlib.compress(text.encode())).decode()


def recorded(lab: Lab, vm: str) -> dict[str, dict[str, Any]]:
    return unpack(lab.api.VM.get_NVRAM(vm)[PART])


def stored(lab: Lab, vm: str, directory: Path) -> dict[str, dict[str, Any]]:
    """What the store of the VM's firmware holds, as another program reads it."""
    store, made = lab.daemon.state / "nvram" / f"{lab.uuid(vm)}.fd", directory / "made.json"
    command = [sys.executable, "-m", "virt.firmware.vars", "-i", str(store), "--output-json", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return {v["name"]: v for v in json.loads(made.read_text())["variables"]}


def once(lab: Lab, vm: str) -> None:
    """Let a domain come and go, without a step of its processor."""
    lab.api.VM.start(vm, True, False)
    lab.api.VM.hard_shutdown(vm)


def readiness(lab: Lab, vm: str) -> str:
    return str(lab.api.VM.get_secureboot_readiness(vm))


def test_whether_a_vm_is_ready_for_secure_boot(lab: Lab, tmp_path: Path) -> None:
    assert readiness(lab, machine(lab, "bios", "c")) == "not_supported"
    assert readiness(lab, machine(lab, "open", "c", "uefi")) == "disabled"
    vm = machine(lab, "secure", "c", "uefi", platform=SECURE)
    assert readiness(lab, vm) == "first_boot"
    once(lab, vm)
    assert readiness(lab, vm) == "ready"
    assert recorded(lab, vm) == stored(lab, vm, tmp_path)

    assert lab.api.VM.set_uefi_mode(vm, "setup") == "setup mode, keys: none"
    assert readiness(lab, vm) == "setup_mode"
    once(lab, vm)
    assert not {"PK", "KEK", "db", "dbx"} & stored(lab, vm, tmp_path).keys()
    assert readiness(lab, vm) == "setup_mode"
    lab.api.VM.set_uefi_mode(vm, "user")
    assert readiness(lab, vm) == "ready"
    assert failure(lab.api.VM.set_uefi_mode, machine(lab, "b", "c"), "user")[0] == "OPERATION_NOT_ALLOWED"
    [pool] = lab.api.pool.get_all()
    assert lab.api.pool.get_guest_secureboot_readiness(pool) == "ready"


def test_certificates_are_completed_at_the_next_start(lab: Lab, tmp_path: Path) -> None:
    vm = machine(lab, "old", "c", "uefi", platform=SECURE)
    once(lab, vm)
    whole = recorded(lab, vm)
    assert lab.api.VM.get_secureboot_certificates_state(vm) == "ok"
    assert failure(lab.api.VM.update_secureboot_certificates_on_boot, vm, True)[0] == "OPERATION_NOT_ALLOWED"

    lab.api.VM.set_NVRAM(vm, {PART: pack({n: v for n, v in whole.items() if n != "KEK"})})
    assert readiness(lab, vm) == "certs_incomplete"
    # a db with its first certificate only, and no list of what was revoked
    db = bytes.fromhex(whole["db"]["data"])
    first = db[: int.from_bytes(db[16:20], "little")]
    assert len(first) < len(db)
    less = {n: v for n, v in whole.items() if n != "dbx"} | {"db": {**whole["db"], "data": first.hex()}}
    lab.api.VM.set_NVRAM(vm, {PART: pack(less)})
    assert readiness(lab, vm) == "ready_no_dbx"
    assert lab.api.VM.get_secureboot_certificates_state(vm) == "update_available"
    once(lab, vm)
    assert stored(lab, vm, tmp_path)["db"]["data"] == first.hex()
    for mark, state in ((True, "update_on_boot"), (False, "update_available"), (True, "update_on_boot")):
        lab.api.VM.update_secureboot_certificates_on_boot(vm, mark)
        assert lab.api.VM.get_secureboot_certificates_state(vm) == state
    once(lab, vm)
    assert lab.api.VM.get_secureboot_certificates_state(vm) == "ok"
    assert readiness(lab, vm) == "ready"
    assert stored(lab, vm, tmp_path)["db"]["data"] == whole["db"]["data"]
    assert recorded(lab, vm)["dbx"]["data"] == whole["dbx"]["data"]


def test_what_clients_store(lab: Lab, tmp_path: Path) -> None:
    vm = machine(lab, "store", "c", "uefi")
    once(lab, vm)
    variables = recorded(lab, vm)
    mine = {"name": "Mine", "guid": "8be4df61-93ca-11d2-aa0d-00e098032b8c", "attr": 7, "data": "abcd"}
    assert failure(lab.api.VM.add_to_NVRAM, vm, PART, "")[0] == "MAP_DUPLICATE_KEY"
    lab.api.VM.set_NVRAM(vm, {PART: pack({**variables, "Mine": mine}), "other": "kept"})
    twin = lab.api.VM.clone(vm, "twin")
    for each in (vm, twin):
        lab.api.VM.start(each, True, False)
        assert stored(lab, each, tmp_path)["Mine"]["data"] == "abcd"
        assert failure(lab.api.VM.set_NVRAM, each, {})[0] == "VM_BAD_POWER_STATE"
        lab.api.VM.hard_shutdown(each)
    assert lab.api.VM.get_NVRAM(vm)["other"] == "kept"
    for wrong in ("%", "QUJD", base64.b64encode(zlib.compress(b'{"variables":[{"name":1}]}')).decode(),
                  base64.b64encode(zlib.compress(bytes(8 << 20))).decode()):  # fmt: skip
        assert failure(lab.api.VM.set_NVRAM, vm, {PART: wrong})[:2] == ["INVALID_VALUE", PART]
    lab.api.VM.remove_from_NVRAM(vm, PART)
    once(lab, vm)
    assert "Mine" not in recorded(lab, vm)
    lab.api.VM.add_to_NVRAM(vm, "more", "1")
    assert lab.api.VM.get_NVRAM(vm)["more"] == "1"


def test_without_keys_a_guest_starts_that_nobody_signed(
    lab: Lab, guest_image: GuestImage, tmp_path: Path
) -> None:
    vm = machine(lab, "setup", "c", "uefi", platform=SECURE)
    lab.attach(vm, boot_disk(lab, guest_image, tmp_path), "0")
    lab.api.VM.set_uefi_mode(vm, "setup")
    lab.api.VM.start(vm, False, False)
    until(lambda: "GUEST-UP" in console_log(lab, vm), what="the guest to start")
    lab.api.VM.hard_shutdown(vm)
    assert "BootOrder" in recorded(lab, vm)
