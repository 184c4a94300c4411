"""PUT /console_size: who may tell a size, what a size is, and that a guest without an agent does not mind."""

from __future__ import annotations

import http.client
import re
import subprocess

from tests.lab.daemon import PASSWORD, PATIENCE, Lab
from tests.lab.terminal import console
from tests.lab.test_consoles import READER, another_session
from xapid.objects.passwords import set_password

WRONG = (
    "",
    "rows=30",
    "rows=0&columns=1",
    "rows=1&columns=10000",
    "rows=-1&columns=1",
    "rows=1;id&columns=1",
    "rows=%D9%A1&columns=1",
    f"rows={'9' * 5000}&columns=1",
)


def tell(lab: Lab, query: str) -> int:
    """The status of the answer."""
    link = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"], timeout=PATIENCE)
    link.request("PUT", f"/console_size?{query}", headers={"Content-Length": "0"})
    status = link.getresponse().status
    link.close()
    return status


def test_sizes(lab: Lab) -> None:
    vm = lab.guest("sized")
    lab.api.VM.start(vm, True, False)
    serial, screen = console(lab, vm, "vt100"), console(lab, vm, "rfb")
    session = f"session_id={lab.session_ref}"
    size = "rows=30&columns=100"
    assert tell(lab, f"ref={serial}&{session}&{size}") == 200  # it has no agent
    for ref in (screen, vm, "OpaqueRef:none"):
        assert tell(lab, f"ref={ref}&{session}&{size}") == 404
    for wrong in WRONG:
        assert tell(lab, f"ref={serial}&{session}&{wrong}") == 400, wrong
    assert tell(lab, f"{session}&{size}") == 400
    set_password(lab.daemon.state / "admin", READER, PASSWORD, "read-only")
    reader = another_session(lab, READER)
    assert tell(lab, f"ref={serial}&session_id={reader._session}&{size}") == 403
    assert tell(lab, f"ref={serial}&{size}") == 401


def test_a_vanished_client_is_noticed(lab: Lab) -> None:
    """The system asks an idle connection within a minute whether its client is still there."""
    port = lab.daemon.ports["http_port"]
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    link.connect()
    [ours] = [link.sock.getsockname()[1]]
    told = subprocess.run(["ss", "-tnoH", f"sport = :{port} and dport = :{ours}"], check=True, text=True,
                          stdout=subprocess.PIPE).stdout  # fmt: skip
    link.close()
    found = re.search(r"keepalive,(?:(\d+)min)?(?:(\d+)sec)?", told)
    assert found and int(found[1] or 0) * 60 + int(found[2] or 0) <= 60, told
