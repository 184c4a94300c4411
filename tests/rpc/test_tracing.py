"""Observers: what calls do, as spans in files and at real collectors of their own."""

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.rpc.world import World, parts, post
from xapid.model.errors import XenError
from xapid.objects.host import Host
from xapid.objects.observer import Observer
from xapid.tracing import files, tracing

TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
PARENT = f"traceparent: 00-{TRACE}-{SPAN}-01\r\n"


class Collector:
    """A server that takes what is posted to it, or nothing at all."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.go_on = threading.Event()
        self.go_on.set()
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                collector.go_on.wait(30)
                collector.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(202)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    yield made
    made.go_on.set()
    made.server.shutdown()
    made.server.server_close()


class Traced(World):
    """A world with two hosts, the first of which it is."""

    def __init__(self, state: Path) -> None:
        super().__init__(state)
        with self.store.change():
            self.services.host, self.other = self.store.create(Host), self.store.create(Host)
        self.root = self.session()

    async def observer(self, **record: Any) -> Observer:
        given = {"enabled": True, "endpoints": ["bugtool"], **record}
        made = await self.call("Observer.create", self.root.ref, given)
        assert isinstance(made, Observer)
        return made

    def spans(self) -> list[dict[str, Any]]:
        """All that is in files, oldest first."""
        lines = [line for file in sorted((self.services.state_dir / "traces").glob("*"))
                 for line in file.read_text().splitlines()]  # fmt: skip
        return [span for line in lines for span in json.loads(line)]

    def named(self, name: str) -> list[dict[str, Any]]:
        return [span for span in self.spans() if span["name"] == name]

    async def off(self, observer: Observer) -> None:
        await self.call("Observer.set_enabled", self.root.ref, observer.ref, False)


@pytest.fixture
async def traced(tmp_path: Path) -> AsyncIterator[Traced]:
    world = Traced(tmp_path)
    async with world.listening():
        yield world


async def test_calls_become_spans_in_files(traced: Traced) -> None:
    observer = await traced.observer(attributes={"team": "blue"})
    call = {"jsonrpc": "2.0", "id": 1, "params": [traced.root.ref]}
    for method in ("pool.get_all", "host.get_all_records", "host.nothing"):
        body = json.dumps({**call, "method": method}).encode()
        assert parts(await traced.raw(post("/jsonrpc", body, PARENT)))[0] == 200
    await traced.off(observer)
    (span,) = traced.named("pool.get_all")
    assert (span["traceId"], span["parentId"], span["kind"]) == (TRACE, SPAN, "SERVER")
    assert span["tags"]["team"] == "blue" and span["tags"]["client.address"] == "127.0.0.1"
    assert span["localEndpoint"]["serviceName"] == "xapid"
    assert "error" not in span["tags"]
    assert traced.named("host.nothing")[0]["tags"]["error"] == "MESSAGE_METHOD_UNKNOWN"
    assert traced.root.ref not in json.dumps(traced.spans())


async def test_an_operation_is_a_child_of_its_call(traced: Traced) -> None:
    observer = await traced.observer()
    secret = traced.secret()
    task = await traced.call("Async.secret.destroy", traced.root.ref, secret.ref)
    await asyncio.wait([traced.services.running[task.ref]])
    await traced.call("secret.destroy", traced.root.ref, traced.secret().ref)
    await traced.off(observer)
    operations = traced.named("secret.destroy (operation)")
    calls = [*traced.named("Async.secret.destroy"), *traced.named("secret.destroy")]
    assert [s["parentId"] for s in operations] == [s["id"] for s in calls]
    assert [s["traceId"] for s in operations] == [s["traceId"] for s in calls]


async def test_collectors_of_zipkin_and_of_opentelemetry(traced: Traced, collector: Collector) -> None:
    zipkin = await traced.observer(endpoints=[f"{collector.url}/api/v2/spans"])
    await traced.call("pool.get_all", traced.root.ref)
    await traced.off(zipkin)
    assert "pool.get_all" in {s["name"] for body in collector.bodies for s in json.loads(body)}
    collector.bodies.clear()
    otlp = await traced.observer(endpoints=[f"{collector.url}/v1/traces"], attributes={"a": "b"})
    await traced.call("pool.get_all", traced.root.ref)
    await traced.off(otlp)
    sent = [ExportTraceServiceRequest.FromString(body) for body in collector.bodies]
    found = [s for one in sent for r in one.resource_spans for scope in r.scope_spans for s in scope.spans]
    (span,) = (s for s in found if s.name == "pool.get_all")
    assert {a.key: a.value.string_value for a in span.attributes}["a"] == "b"


async def test_collectors_that_hang_or_are_not_there_disturb_nobody(
    traced: Traced, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "FLUSH_SECONDS", 0.2)
    collector.go_on.clear()
    observer = await traced.observer(endpoints=[collector.url, "http://127.0.0.1:1/api/v2/spans", "bugtool"])
    async with asyncio.timeout(20):
        for _ in range(100):
            await traced.call("pool.get_all", traced.root.ref)
        await traced.off(observer)
    assert traced.services.tracing.active == {}
    collector.go_on.set()


async def test_who_traces(traced: Traced) -> None:
    active, here, other = traced.services.tracing.active, traced.services.host.ref, traced.other.ref
    observer = await traced.observer(hosts=[other])
    changes: list[tuple[str, Any, bool]] = [
        ("hosts", [other, here], True), ("hosts", [], True), ("components", ["xenopsd"], False),
        ("components", ["xenopsd", "xapi"], True), ("components", [], True), ("enabled", False, False),
        ("enabled", True, True), ("attributes", {"a": "b"}, True), ("endpoints", [], True),
    ]  # fmt: skip
    assert active == {}
    for name, value, on in changes:
        # Observer.set_hosts, Observer.set_components, Observer.set_attributes, Observer.set_endpoints
        await traced.call(f"Observer.set_{name}", traced.root.ref, observer.ref, value)
        assert (observer.uuid in active) is on, (name, value)
        assert await traced.call(f"Observer.get_{name}", traced.root.ref, observer.ref) == (
            tuple(value) if isinstance(value, list) else value
        )
    await traced.call("Observer.unregister", traced.root.ref, observer.ref, here)
    assert active == {}
    await traced.call("Observer.register", traced.root.ref, observer.ref, here)
    assert list(active) == [observer.uuid]
    await traced.call("Observer.destroy", traced.root.ref, observer.ref)
    assert active == {} and not observer.alive


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("endpoints", ["ftp://host/"]), ("endpoints", ["nothing"]), ("endpoints", ["http://"]),
        ("endpoints", ["http://host:port/"]), ("components", ["xen"]),
        ("endpoints", [f"http://host/{n}" for n in range(9)]),
        ("attributes", {"": "x"}), ("attributes", {"a b": "x"}), ("attributes", {"a": "x" * 5000}),
        ("attributes", {f"a{n}": "" for n in range(65)}),
    ],
)  # fmt: skip
async def test_what_cannot_be_traced(traced: Traced, name: str, value: Any) -> None:
    with pytest.raises(XenError, match="INVALID_VALUE"):
        await traced.observer(**{name: value})
    assert traced.store.all(Observer) == []
    observer = await traced.observer()
    with pytest.raises(XenError, match="INVALID_VALUE"):
        await traced.call(f"Observer.set_{name}", traced.root.ref, observer.ref, value)
    assert observer.raw("endpoints") == ("bugtool",) and observer.attributes == {}


async def test_files_are_many_and_small(traced: Traced, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FILE_BYTES", 1)
    monkeypatch.setattr(files, "FILES_KEPT", 2)
    observer = await traced.observer()
    for number in range(4):
        await traced.call("pool.get_all", traced.root.ref)
        await traced.call("Observer.set_attributes", traced.root.ref, observer.ref, {"number": str(number)})
    await traced.call("pool.get_all", traced.root.ref)
    await traced.off(observer)
    names = sorted(path.name for path in (traced.services.state_dir / "traces").iterdir())
    assert names == [f"{observer.uuid}-0000000{n}.ndjson" for n in (4, 5)]


def test_nothing_is_loaded_while_nobody_observes() -> None:
    script = "import sys, xapid.daemon, xapid.objects.catalog as c; c.load(); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    loaded = ran.stdout.split()
    assert "xapid.tracing.tracing" in loaded and "opentelemetry.sdk" not in loaded
