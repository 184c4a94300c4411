"""The first calls of each client, as recorded: what is asked, with what, and what the answer has to be."""

from __future__ import annotations

import http.client
import json
import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import XenAPI

from tests.lab.daemon import PASSWORD, USER, Lab

#: Classes that the API has by name only.
REMOVED = ("VMPP", "VBD_metrics", "VIF_metrics")


class JsonClient:
    """JSON-RPC 2.0 as browsers and Node speak it."""

    def __init__(self, lab: Lab) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"], timeout=60)
        self.session: str | None = None
        self.id = -1

    def call(self, method: str, *params: Any, refused: str = "") -> Any:
        """The result, or None for the error ``refused``. The first id is 0."""
        self.id += 1
        sent = [*([self.session] if self.session else []), *params]
        body = {"jsonrpc": "2.0", "method": method, "params": sent, "id": self.id}
        self.connection.request("POST", "/jsonrpc", json.dumps(body), {"Content-Type": "application/json"})
        response = self.connection.getresponse()
        assert response.getheader("Content-Type") == "application/json"
        answer = json.loads(response.read())
        assert answer["id"] == self.id
        if refused and answer.get("error", {}).get("message") == refused:
            return None
        assert "error" not in answer, answer
        return answer["result"]


@pytest.fixture
def json_client(lab: Lab) -> Iterator[JsonClient]:
    client = JsonClient(lab)
    yield client
    client.connection.close()


def test_xenapi_of_pypi(lab: Lab) -> None:
    session = XenAPI.Session(lab.daemon.url)
    session.xenapi.login_with_password(USER, PASSWORD)
    assert session.xenapi.session.get_uuid(session._session)
    session.xenapi.session.logout()


def test_xen_api_and_xen_orchestra(json_client: JsonClient) -> None:
    json_client.session = None
    token = json_client.call("session.login_with_password", USER, PASSWORD)
    methods = json_client.call("system.listMethods")
    json_client.session = token
    pools = json_client.call("pool.get_all_records")
    (pool,) = pools
    mark = json_client.call("event.inject", "pool", pool)
    classes = [m.partition(".")[0] for m in methods if m.endswith(".get_all_records")]
    assert len(classes) > 20
    for name in classes:
        found = json_client.call(f"{name}.get_all_records", refused="MESSAGE_REMOVED")  # which it knows
        assert isinstance(found, dict) or name in REMOVED, name
    batch = json_client.call("event.from", [name.lower() for name in classes], mark, 60.1)
    assert batch["token"] >= mark
    json_client.call("pool.add_to_other_config", pool, "xo:barrier:1", "")
    told = json_client.call("event.from", ["pool"], batch["token"], 60.1)
    (event,) = [e for e in told["events"] if e["ref"] == pool]
    assert event["class"] == "pool" and "xo:barrier:1" in event["snapshot"]["other_config"]
    assert all(isinstance(count, int) for count in told["valid_ref_counts"].values())
    json_client.call("pool.remove_from_other_config", pool, "xo:barrier:1")


def test_what_xo_server_adds(lab: Lab) -> None:
    (host,) = lab.api.host.get_all()
    assert isinstance(json.loads(lab.api.host.call_plugin(host, "updater.py", "check_update", {})), list)
    assert lab.api.host.get_servertime(host)
    vm = lab.guest("platform", platform={"a": "b"})
    assert lab.api.VM.get_platform(vm)["a"] == "b"


def test_xo_lite(json_client: JsonClient) -> None:
    json_client.session = json_client.call("session.login_with_password", USER, PASSWORD)
    for name in ("pool", "host", "host_metrics", "VM", "SR", "task", "message", "VM_metrics",
                 "VM_guest_metrics", "network", "PIF", "VIF", "VBD", "VDI", "PBD", "console"):  # fmt: skip
        records = json_client.call(f"{name}.get_all_records")
        for record in records.values():
            assert "uuid" in record
    (pool,) = json_client.call("pool.get_all")
    token = json_client.call("event.inject", "pool", pool)
    batch = json_client.call("event.from", ["pool", "host", "vm", "sr", "task"], token, 0.001)
    (host,) = json_client.call("host.get_all")
    updates = json_client.call("host.call_plugin", host, "updater.py", "check_update", {})
    assert isinstance(json.loads(updates), list)
    assert {"token", "events", "valid_ref_counts"} <= batch.keys()
    assert json_client.call("session.get_all_subject_identifiers") == []  # its ping


def test_nova(lab: Lab) -> None:
    def connect(_: int) -> str:
        session = XenAPI.Session(lab.daemon.url)
        session.login_with_password(USER, PASSWORD, "1.0", "OpenStack")
        try:
            host = session.xenapi.session.get_this_host(session._session)
            uuid = session.xenapi.host.get_uuid(host)
            software = session.xenapi.host.get_software_version(host)
            assert software["product_version"] and software["product_brand"]
            version = session.xenapi.host.call_plugin(host, "dom0_plugin_version.py", "get_version", {})
            assert pickle.loads(version.encode()) == "2.1"
            assert session.xenapi.host.get_record(host)["uuid"] == uuid
            return str(uuid)
        finally:
            session.xenapi.session.logout()

    with ThreadPoolExecutor(5) as pool:
        assert len(set(pool.map(connect, range(5)))) == 1


def test_xencenter(lab: Lab) -> None:
    session = XenAPI.Session(lab.daemon.url)
    session.login_with_password(USER, PASSWORD, "2.21", "XenCenter")
    api, me = session.xenapi, session._session
    (pool,) = api.pool.get_all_records().values()
    assert api.host.get_record(pool["master"])["enabled"] is True
    assert api.session.get_is_local_superuser(me) is True
    assert api.session.get_rbac_permissions(me) == []
    assert api.role.get_all_records() == api.role.get_all_records() != {}
    events = getattr(api.event, "from")
    batch = events(["*"], "", 30.0)
    kinds = {event["class"] for event in batch["events"]}
    assert {"pool", "host", "vm", "sr", "network"} <= kinds
    assert not kinds & {"session", "user", "event"}
    # No object of a class that its SDK does not know.
    assert not kinds & {"vm_group", "host_driver", "driver_variant", "rate_limit"}
    assert all(event["operation"] == "add" for event in batch["events"])
    assert api.host.get_servertime(pool["master"])
    again = events(["*"], batch["token"], 0.1)
    assert again["token"] >= batch["token"]
    api.session.logout()


def test_ansible(lab: Lab) -> None:
    session = XenAPI.Session(lab.daemon.url)
    session.login_with_password(USER, PASSWORD, "1.0", "Ansible")
    assert len(session.xenapi.pool.get_all()) == 1
    host = session.xenapi.session.get_this_host(session._session)
    version = session.xenapi.host.get_software_version(host)
    assert all(part.isdigit() for part in version["product_version"].split("."))
    session.xenapi.session.logout()


def test_packer(lab: Lab) -> None:
    session = XenAPI.Session(lab.daemon.url)
    session.login_with_password(USER, PASSWORD, "1.0", "packer")
    (pool,) = session.xenapi.pool.get_all()
    assert session.xenapi.pool.get_master(pool) in session.xenapi.host.get_all()
    session.xenapi.session.logout()
