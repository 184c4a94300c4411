"""Keys of Secure Boot: taken from clients, refused when they are none, and found in guests."""

from __future__ import annotations

import base64
import io
import struct
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from virt.firmware.efi import guids
from virt.firmware.efi.siglist import EfiSigDB
from virt.firmware.varstore.authfiles import AuthFilesVarStore
from virt.firmware.varstore.edk2 import Edk2VarStore

from tests.lab.daemon import MIB, Lab
from tests.lab.house import fails
from tests.trust.authority import Authority

OWNER = guids.parse_str(guids.EfiGlobalVariable)
OURS = Authority("Secure Boot")


def signed(lists: bytes) -> bytes:
    """Lists of signatures as a signed variable, as ``sign-efi-sig-list`` makes it."""
    now = datetime.now(UTC)
    when = struct.pack("<HBBBBBxLhBx", now.year, now.month, now.day, 0, 0, 0, 0, 0, 0)
    return bytes(when + AuthFilesVarStore.empty_auth_header() + lists)


def key_list() -> bytes:
    found = EfiSigDB()
    found.add_cert_data(OWNER, OURS.certificate.public_bytes(Encoding.DER))
    return bytes(found)


def archive(**files: bytes) -> str:
    """A tar in base64 of NAME.auth files."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(f"{name}.auth")
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return base64.b64encode(whole.getvalue()).decode()


GOOD = {"PK": signed(key_list()), "KEK": signed(key_list()), "db": signed(key_list())}


@pytest.fixture
def pool(house: Lab) -> str:
    return str(house.api.pool.get_all()[0])


def test_custom_keys_and_the_built_in_ones(house: Lab, pool: str) -> None:
    api, host = house.api, house.api.host.get_all()[0]
    built_in = api.pool.get_uefi_certificates(pool)
    assert api.pool.get_guest_secureboot_readiness(pool) == "ready"
    assert api.pool.get_custom_uefi_certificates(pool) == ""
    mine = archive(**GOOD)
    api.pool.set_custom_uefi_certificates(pool, mine)
    assert api.pool.get_custom_uefi_certificates(pool) == api.pool.get_uefi_certificates(pool) == mine
    assert house.api.host.get_uefi_certificates(host) == mine
    folder = house.daemon.state / "uefi"
    assert sorted(p.name for p in folder.iterdir()) == ["KEK.auth", "PK.auth", "db.auth", "vars.fd"]
    revoked = EfiSigDB()
    revoked.add_hash(OWNER, b"r" * 32)
    api.pool.set_custom_uefi_certificates(pool, archive(**GOOD, dbx=signed(bytes(revoked))))
    assert api.pool.get_guest_secureboot_readiness(pool) == "ready"
    api.pool.set_custom_uefi_certificates(pool, archive(db=GOOD["db"]))
    assert api.pool.get_guest_secureboot_readiness(pool) == "not_ready"
    fails("OPERATION_NOT_ALLOWED", api.pool.set_uefi_certificates, pool, mine)
    fails("OPERATION_NOT_ALLOWED", house.api.host.set_uefi_certificates, host, mine)
    text = fails("INTERNAL_ERROR", house.api.host.write_uefi_certificates_to_disk, host)[0]
    assert "non-pool" in text
    house.daemon.kill()
    (folder / "db.auth").unlink()
    (folder / "PK.auth").write_text("stray")
    house.daemon.start()
    house.log_in()
    assert sorted(p.name for p in folder.iterdir()) == ["db.auth", "vars.fd"]
    house.api.pool.set_custom_uefi_certificates(pool, "")
    assert house.api.pool.get_uefi_certificates(pool) == built_in and list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "value",
    [
        "not base64!",
        base64.b64encode(b"no tar").decode(),
        archive(),
        archive(PK=b""),
        archive(PK=b"x" * 100),
        archive(PK=GOOD["PK"][:-1]),
        archive(PK=GOOD["PK"][:60]),
        archive(PK=signed(struct.pack("<16sLLL", b"", 28, 0, 0))),
        archive(PK=signed(struct.pack("<16sLLL", b"", 0, 0, 0) + b"x" * 40)),
        archive(PK=GOOD["PK"], other=GOOD["PK"]),
        archive(**{"../PK": GOOD["PK"]}),
        archive(**{"/etc/PK": GOOD["PK"]}),
        archive(PK=b"x" * 600_000),
        "A" * (3 << 20),
    ],
    ids=range(14),
)
def test_what_are_no_keys(house: Lab, pool: str, value: str) -> None:
    before = house.api.pool.get_uefi_certificates(pool)
    fails("INVALID_VALUE", house.api.pool.set_custom_uefi_certificates, pool, value)
    assert house.api.pool.get_uefi_certificates(pool) == before


def test_a_guest_with_secure_boot_has_the_keys(house: Lab, pool: str) -> None:
    api: Any = house.api
    api.pool.set_custom_uefi_certificates(pool, archive(**GOOD))
    vm = house.guest("secure", PV_kernel="", PV_ramdisk="", PV_args="", HVM_boot_policy="BIOS order",
                     HVM_boot_params={"firmware": "uefi"}, platform={"secureboot": "true"},
                     memory_static_max=str(256 * MIB), memory_dynamic_max=str(256 * MIB))  # fmt: skip
    try:
        api.VM.start(vm, True, False)
        store: Path = house.daemon.state / "nvram" / f"{house.uuid(vm)}.fd"
        found = Edk2VarStore(str(store)).get_varlist()
        assert {name: found[name].data for name in GOOD} == dict.fromkeys(GOOD, key_list())
        assert found["SecureBootEnable"].data == b"\1"
    finally:
        house.clear()
        api.pool.set_custom_uefi_certificates(pool, "")
