"""Reports for support and the list of services, as clients fetch them."""

from __future__ import annotations

import bz2
import io
import json
import socket
import tarfile
import threading
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.rpc.world import World, parts
from xapid.model.errors import XenError
from xapid.model.roles import READ_ONLY, VM_ADMIN
from xapid.objects.host import Host
from xapid.objects.host.support import ENTRIES
from xapid.objects.sm import SM

SECRET = "nobody may read this"


async def fetch(world: World, target: str, role: str = "pool-admin") -> tuple[int, dict[str, str], bytes]:
    session = world.session(role)
    joint = "&" if "?" in target else "?"
    request = f"GET {target}{joint}session_id={session.ref} HTTP/1.0\r\n\r\n"
    return parts(await world.raw(request.encode()))


def fill(world: World) -> Host:
    """A host, a log and secrets that must not be told."""
    logs = world.config.state_dir / "log"
    logs.mkdir()
    (logs / "xapid.log").write_text("first\n" * 10 + "last\n")
    world.secret(SECRET)
    with world.store.change():
        config = {"power_on_password": SECRET, "port": "9"}
        host: Host = world.store.create(Host, name_label="here", power_on_config=config)
    return host


async def test_what_a_report_can_hold(open_world: World) -> None:
    status, headers, body = await fetch(open_world, "/system-status?list=1")
    assert status == 200 and headers["content-type"] == "text/xml"
    root = ET.fromstring(body)
    assert root.tag == "system-status-capabilities"
    assert {each.get("key") for each in root} == set(ENTRIES)
    assert {each.get("pii") for each in root} <= {"no", "maybe", "yes"}
    host = fill(open_world)
    ref = open_world.session().ref
    assert await open_world.call("host.get_system_status_capabilities", ref, host.ref) == body.decode()


@pytest.mark.parametrize("form", ["tar", "tar.bz2", "zip"])
async def test_a_report(open_world: World, form: str) -> None:
    fill(open_world)
    target = f"/system-status?entries=xapid-logs,xapid-db,host-info&output={form}"
    status, headers, body = await fetch(open_world, target)
    assert status == 200 and int(headers["content-length"]) == len(body)
    assert headers["content-disposition"].endswith(f'.{form}"')
    if form == "zip":
        archive = zipfile.ZipFile(io.BytesIO(body))
        files = {name: archive.read(name) for name in archive.namelist()}
    else:
        files = unpack(bz2.decompress(body) if form == "tar.bz2" else body)
    named = {name.partition("/")[2]: data for name, data in files.items()}
    assert named["xapid-logs/log/xapid.log"].endswith(b"last\n")
    assert b"processor" in named["host-info/proc/cpuinfo"]
    records = json.loads(named["xapid-db/records.json"])
    assert [host["name_label"] for host in records["host"].values()] == ["here"]
    assert [host["power_on_config"]["port"] for host in records["host"].values()] == ["9"]
    assert SECRET.encode() not in b"".join(named.values()) and "session" not in records
    assert not list(open_world.config.state_dir.glob(".report-*"))


def unpack(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]


async def test_what_a_report_refuses(open_world: World) -> None:
    for query in ("entries=xapid-logs,everything", "output=rar"):
        status, _, body = await fetch(open_world, f"/system-status?{query}")
        assert status == 400 and b"INVALID_VALUE" in body
    assert (await fetch(open_world, "/system-status", VM_ADMIN))[0] == 403


async def test_a_report_is_no_larger_than_it_may_be(open_world: World) -> None:
    fill(open_world)
    open_world.config.report_size = 70
    (open_world.config.state_dir / "log" / "xapid.log.1").write_text("x" * 100)
    _, _, body = await fetch(open_world, "/system-status?entries=xapid-logs")
    files = {name.rpartition("/")[2]: data for name, data in unpack(body).items()}
    assert files == {
        "xapid.log": b"first\n" * 10 + b"last\n",
        "left-out.txt": b"xapid-logs/log/xapid.log.1\n",
    }


async def test_the_logs(open_world: World) -> None:
    fill(open_world)
    status, headers, body = await fetch(open_world, "/host_logs_download")
    assert status == 200 and headers["content-type"] == "application/gzip"
    with tarfile.open(fileobj=io.BytesIO(body)) as archive:
        assert any(name.endswith("log/xapid.log") for name in archive.getnames())


class Server(BaseHTTPRequestHandler):
    """Takes what is put, or refuses it."""

    taken: dict[str, bytes] = {}

    def do_PUT(self) -> None:
        self.taken[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(403 if "refused" in self.path else 201)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Server) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


async def test_a_report_is_uploaded(open_world: World, server: str) -> None:
    host, session = fill(open_world), open_world.session().ref

    async def upload(url: str, **options: str) -> list[str]:
        try:
            await open_world.call("host.bugreport_upload", session, host.ref, url, options)
        except XenError as error:
            return error.description
        return []

    assert await upload(f"{server}/reports/1?key=a") == []
    sent = Server.taken["/reports/1?key=a"]
    assert any(name.endswith("records.json") for name in unpack(bz2.decompress(sent)))
    assert await upload("http://reports.invalid/2", http_proxy=server) == []
    assert Server.taken["http://reports.invalid/2"][:3] == b"BZh"

    assert "403" in (await upload(f"{server}/refused"))[1]
    for url in ("ftp://127.0.0.1/x", "reports", "http://[", "http://h:port/"):
        assert await upload(url) == ["INVALID_VALUE", "url", url]
    with closing(socket.socket()) as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        assert "refused" in (await upload(url))[1]


async def test_services(open_world: World) -> None:
    with open_world.store.change():
        open_world.store.create(SM, type="ext", name_label="disks", features={"VDI_CREATE": 1})
    status, headers, body = await fetch(open_world, "/services", READ_ONLY)
    assert status == 200 and headers["content-type"] == "application/json"
    assert "/services/SM" in {each["uri"] for each in json.loads(body)["services"]}
    _, _, body = await fetch(open_world, "/services/SM/")
    assert json.loads(body) == {"drivers": [{"name": "ext", "uri": "/services/SM/ext"}]}
    _, _, body = await fetch(open_world, "/services/SM/ext")
    assert json.loads(body)["features"] == ["VDI_CREATE"]
    assert (await fetch(open_world, "/services/SM/none"))[0] == 404
    assert (await fetch(open_world, "/services/SM", READ_ONLY))[0] == 403
