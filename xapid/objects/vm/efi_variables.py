"""The UEFI variables as VM.NVRAM carries them: JSON, compressed, in base64; and the keys among them."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from xapid.model.errors import XenError

#: The part of VM.NVRAM that holds them.
PART = "EFI-variables"
MOST_BYTES = 4 << 20
KEYS = ("PK", "KEK", "db", "dbx")

Variable = dict[str, Any]
_MEMBERS = {"name": str, "guid": str, "attr": int, "data": str}


def packed(variables: list[Variable]) -> str:
    """As text for VM.NVRAM, the same for the same variables."""
    ranked = sorted(variables, key=lambda v: (v["name"], v["guid"]))
    text = json.dumps({"version": 2, "variables": ranked}, separators=(",", ":"), sort_keys=True)
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def unpacked(text: str) -> list[Variable]:
    """The variables in that text. INVALID_VALUE for one that holds none."""
    try:
        unpack = zlib.decompressobj()
        plain = unpack.decompress(base64.b64decode(text, validate=True), MOST_BYTES)
        if unpack.unconsumed_tail:
            raise ValueError("too much")
        return parsed(plain.decode())
    except (ValueError, zlib.error) as error:
        raise XenError("INVALID_VALUE", PART, str(error)[:200]) from None


def parsed(text: str) -> list[Variable]:
    """The variables in JSON. ValueError for what is no such list."""
    try:
        variables = json.loads(text)["variables"]
        for variable in variables:
            for member, kind in _MEMBERS.items():
                if not isinstance(variable[member], kind):
                    raise ValueError(f"{member} of a variable is wrong")
            bytes.fromhex(variable["data"])
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"no list of variables: {error!r}") from None
    found: list[Variable] = variables
    return found


def keys_of(variables: list[Variable]) -> dict[str, Variable]:
    """PK, KEK, db and dbx, as far as they are there and hold anything."""
    return {v["name"]: v for v in variables if v["name"] in KEYS and v["data"]}


def signatures(variable: Variable) -> dict[bytes, bytes]:
    """What a list of keys or hashes holds: each signature, and a list of that one alone. ValueError."""
    data, found, at = bytes.fromhex(variable["data"]), {}, 0
    while at < len(data):
        sizes = data[at + 16 : at + 28]
        whole, header, each = (int.from_bytes(sizes[i : i + 4], "little") for i in (0, 4, 8))
        if len(sizes) < 12 or each <= 16 or whole < 28 + header or at + whole > len(data):
            raise ValueError(f"{variable['name']} is no list of signatures")
        for start in range(at + 28 + header, at + whole - each + 1, each):
            entry = data[start : start + each]
            lone = data[at : at + 16] + (28 + header + each).to_bytes(4, "little") + sizes[4:12]
            found[entry[16:]] = lone + data[at + 28 : at + 28 + header] + entry
        at += whole
    return found


def missing(variables: list[Variable], vendor: list[Variable]) -> dict[str, list[bytes]]:
    """What the vendor's KEK, db and dbx have that these lack, if these have a PK at all."""
    ours, theirs = keys_of(variables), keys_of(vendor)
    if "PK" not in ours:
        return {}
    lacking = {}
    for name in KEYS[1:]:
        have = signatures(ours[name]) if name in ours else {}
        want = signatures(theirs[name]) if name in theirs else {}
        left = [lone for key, lone in want.items() if key not in have]
        if left:
            lacking[name] = left
    return lacking


def completed(variables: list[Variable], vendor: list[Variable]) -> list[Variable]:
    """These variables with what they lack of the vendor's KEK, db and dbx."""
    lacking, ours, theirs = missing(variables, vendor), keys_of(variables), keys_of(vendor)
    made = [v for v in variables if v["name"] not in lacking]
    for name, lists in lacking.items():
        base = ours.get(name) or {**theirs[name], "data": ""}
        made.append({**base, "data": base["data"] + b"".join(lists).hex()})
    return made


def with_keys_of(variables: list[Variable], vendor: list[Variable]) -> list[Variable]:
    """These variables with the vendor's keys instead of their own; with none, the firmware is set up anew."""
    return [v for v in variables if v["name"] not in KEYS] + list(keys_of(vendor).values())
