"""Records are joined from ready bytes, and these are never older than the object."""

import json
import xmlrpc.client
from datetime import datetime
from typing import Any

from tests.rpc.world import World
from xapid.model.objects import RecordView, XenObject
from xapid.model.types import format_datetime
from xapid.objects.network import Network
from xapid.objects.pif import PIF
from xapid.rpc.json_writer import write_value as to_json
from xapid.rpc.xml_writer import write_value as to_xml


def plain(value: Any, *, ints_are_text: bool) -> Any:
    """A value as a client sees it."""
    if isinstance(value, XenObject):
        return value.ref
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, dict):
        return {str(k): plain(v, ints_are_text=ints_are_text) for k, v in value.items()}
    if isinstance(value, tuple):
        return [plain(v, ints_are_text=ints_are_text) for v in value]
    if type(value) is int and ints_are_text:
        return str(value)
    return str(value) if isinstance(value, str) else value


def from_xml(value: Any) -> Any:
    body = b"<params><param>" + to_xml(value) + b"</param></params>"
    return xmlrpc.client.loads(body)[0][0]


def seen(value: Any) -> Any:
    """xmlrpc.client's datetimes as text."""
    if isinstance(value, xmlrpc.client.DateTime):
        return value.value
    if isinstance(value, dict):
        return {k: seen(v) for k, v in value.items()}
    return [seen(v) for v in value] if isinstance(value, list) else value


async def test_every_class_has_its_record_in_both_formats(world: World) -> None:
    for info in world.store.registry.classes.values():
        if not info.in_database:
            continue
        with world.store.change():
            obj = world.store.create(info.python)
        record = obj.record()
        assert list(record) == [f.name for f in info.public_fields]
        assert seen(from_xml(RecordView(obj))) == plain(record, ints_are_text=True), info.name
        assert json.loads(to_json(RecordView(obj))) == plain(record, ints_are_text=False), info.name


async def test_ready_bytes_follow_every_change_also_at_the_far_end(world: World) -> None:
    with world.store.change():
        network = world.store.create(Network, name_label="a")
    assert json.loads(to_json({network.ref: RecordView(network)}))[network.ref]["PIFs"] == []
    with world.store.change():
        pif = world.store.create(PIF, network=network)
    assert json.loads(to_json(RecordView(network)))["PIFs"] == [pif.ref]
    assert from_xml([RecordView(network)])[0]["PIFs"] == [pif.ref]
    assert network.fragments["xml"] is to_xml(RecordView(network))
    with world.store.change():
        network.name_label = "b"
    assert from_xml(RecordView(network))["name_label"] == "b"
    try:
        with world.store.change():
            network.name_label = "c"
            assert json.loads(to_json(RecordView(network)))["name_label"] == "c"
            raise LookupError
    except LookupError:
        pass
    assert json.loads(to_json(RecordView(network)))["name_label"] == "b"
