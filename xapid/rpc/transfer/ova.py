"""ova.xml, the first file of an archive: a document as an XML-RPC value."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xapid.objects.host.presence import API_VERSION
from xapid.objects.transfer.document import Document, Item
from xapid.rpc.wire import BadBody
from xapid.rpc.xml_reader import read_value
from xapid.rpc.xml_writer import write_value

NAME = "ova.xml"

#: The metadata of a thousand VMs with their disks is some 20 MB.
MAX_BYTES = 256 << 20
_MAX_ELEMENTS = 20_000_000


def write_document(document: Document) -> bytes:
    """The text of ova.xml."""
    objects = [{"class": i.class_name, "id": i.id, "snapshot": i.record} for i in document.items]
    return write_value({"version": document.version, "objects": objects})


def read_document(text: bytes) -> Document:
    """What the text of an ova.xml says. IMPORT_ERROR, IMPORT_INCOMPATIBLE_VERSION."""
    try:
        value = read_value(text, _MAX_ELEMENTS)
    except BadBody as error:
        raise XenError("IMPORT_ERROR", f"{NAME}: {error}") from None
    version = _member(value, "version", dict)
    if (_number(version, "xapi_major"), _number(version, "xapi_minor")) > API_VERSION:
        raise XenError("IMPORT_INCOMPATIBLE_VERSION")
    items, seen = [], set()
    for found in _member(value, "objects", list):
        item = Item(_member(found, "class", str), _member(found, "id", str), _member(found, "snapshot", dict))
        if item.id in seen:
            raise XenError("IMPORT_ERROR", f"{NAME}: {item.id} is there twice")
        seen.add(item.id)
        items.append(item)
    return Document(items, version)


def inline_checksums(document: Document) -> bool:
    """Whether each block is followed by its checksum; the oldest archives have none."""
    return _number(document.version, "export_vsn") > 0


def _member(value: Any, name: str, kind: type) -> Any:
    found = value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, kind):
        raise XenError("IMPORT_ERROR", f"{NAME}: no {name}")
    return found


def _number(version: dict[str, Any], name: str) -> int:
    try:
        return int(version.get(name, 0))
    except (TypeError, ValueError):
        raise XenError("IMPORT_ERROR", f"{NAME}: {name} is no number") from None
