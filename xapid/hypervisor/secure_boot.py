"""The keys of Secure Boot: as archives of clients, and in the variable stores of guests."""

from __future__ import annotations

import base64
import io
import struct
import tarfile
from collections.abc import Mapping
from pathlib import Path

from virt.firmware.efi.efivar import EfiVar, EfiVarList
from virt.firmware.varstore.authfiles import AuthFilesVarStore
from virt.firmware.varstore.edk2 import Edk2VarStore

#: The platform's key, the keys that may change the rest, what may start, and what may not any more.
NAMES = ("PK", "KEK", "db", "dbx")

#: Characters of an archive in base64, and bytes of one of its files.
MOST_OF_ARCHIVE = 2 << 20
MOST_OF_FILE = 256 << 10

_SUFFIX = ".auth"
_TIME, _AUTH_HEAD, _LIST_HEAD = 16, 24, 28


def read_archive(text: str) -> dict[str, bytes]:
    """The signed variables of a tar archive in base64, by name. ValueError with what is wrong with it."""
    if len(text) > MOST_OF_ARCHIVE:
        raise ValueError(f"more than {MOST_OF_ARCHIVE} characters")
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(base64.b64decode(text, validate=True)), mode="r:") as tar:
            for member in tar:
                name = member.name.removeprefix("./").removesuffix(_SUFFIX)
                if member.isdir():
                    continue
                if not member.isfile() or name not in NAMES or name in found:
                    raise ValueError(f"{member.name[:100]!r} does not belong there")
                if member.size > MOST_OF_FILE:
                    raise ValueError(f"{member.name} is larger than {MOST_OF_FILE} bytes")
                stream = tar.extractfile(member)
                found[name] = stream.read() if stream else b""
    except (tarfile.TarError, EOFError) as error:
        raise ValueError(f"no tar archive: {error}") from None
    if not found:
        raise ValueError("an empty archive")
    for name, data in found.items():
        _require_signatures(name, data)
    return found


def make_archive(files: Mapping[str, bytes]) -> str:
    """The opposite; the same files give the same text."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name in NAMES:
            if name in files:
                entry = tarfile.TarInfo(name + _SUFFIX)
                entry.size = len(files[name])
                tar.addfile(entry, io.BytesIO(files[name]))
    return base64.b64encode(whole.getvalue()).decode()


def keys_of(store: Path) -> dict[str, bytes]:
    """The keys that a variable store holds, as signed variables without a signature."""
    variables = _store(store).get_varlist()
    head = AuthFilesVarStore.empty_auth_header()
    return {name: variables[name].bytes_time() + head + variables[name].data
            for name in NAMES if name in variables}  # fmt: skip


def store_with(template: Path, files: Mapping[str, bytes]) -> bytes:
    """A variable store like ``template`` that holds these keys alone, with Secure Boot on.

    ValueError when they do not fit in.
    """
    variables = EfiVarList()
    for name, data in files.items():
        variables[name] = EfiVar(name, authdata=data)
    variables.enable_secureboot()
    try:
        return bytes(_store(template).bytes_varstore(variables))
    except SystemExit:  # the library's way to say so
        raise ValueError("the keys do not fit into the firmware's variables") from None


def _store(path: Path) -> Edk2VarStore:
    try:
        return Edk2VarStore(str(path))
    except (SystemExit, struct.error):
        raise ValueError(f"{path} is no variable store") from None


def _require_signatures(name: str, data: bytes) -> None:
    """Refuse what is no signed variable with lists of signatures, before the library reads it."""
    wrong = ValueError(f"{name}{_SUFFIX} is no signed list of keys")
    if len(data) < _TIME + _AUTH_HEAD:
        raise wrong
    pos = _TIME + struct.unpack_from("<L", data, _TIME)[0]
    if pos < _TIME + _AUTH_HEAD or pos >= len(data):
        raise wrong
    while pos < len(data):
        if pos + _LIST_HEAD > len(data):
            raise wrong
        size, head, each = struct.unpack_from("<LLL", data, pos + 16)
        room = size - _LIST_HEAD - head
        if each <= 16 or room <= 0 or room % each or pos + size > len(data):
            raise wrong
        pos += size
    try:
        EfiVar(name, authdata=data)
    except (ValueError, RuntimeError, struct.error):
        raise wrong from None
