"""REST against a real daemon: a guest driven by it, and events that outlive the daemon."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from typing import Any

from tests.lab.daemon import Lab, until

AT_ONCE = {"start_paused": True, "force": False}


def ask(lab: Lab, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """Status and content of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"], timeout=60)
    headers = {"X-Session-Id": lab.session_ref, "Content-Type": "application/json"}
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, json.loads(content) if content else None


def test_a_guest_driven_over_rest(lab: Lab) -> None:
    vm = f"/rest/v1/VM/{lab.api.VM.get_uuid(lab.guest('rest'))}"
    assert ask(lab, "POST", f"{vm}/start", AT_ONCE) == (204, None)
    assert ask(lab, "GET", f"{vm}?fields=power_state")[1]["power_state"] == "Paused"
    status, problem = ask(lab, "POST", f"{vm}/start", AT_ONCE)
    assert (status, problem["code"]) == (409, "VM_BAD_POWER_STATE")
    status, problem = ask(lab, "PATCH", vm, {"name_label": "renamed", "VCPUs_max": 0})
    assert status in (409, 422), problem
    assert ask(lab, "GET", f"{vm}?fields=name_label")[1]["name_label"] == "rest"
    status, task = ask(lab, "POST", f"{vm}/hard_shutdown?async=true")
    assert status == 202
    until(lambda: ask(lab, "GET", task["href"])[1]["status"] == "success")
    assert ask(lab, "GET", f"{vm}?fields=power_state")[1]["power_state"] == "Halted"
    assert ask(lab, "DELETE", vm) == (204, None)


def events(lab: Lab, since: str = "") -> tuple[http.client.HTTPConnection, Any]:
    """An open stream of what happens to networks."""
    connection = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"], timeout=60)
    headers = {"X-Session-Id": lab.session_ref, **({"Last-Event-ID": since} if since else {})}
    connection.request("GET", "/rest/v1/events?classes=network", headers=headers)
    response = connection.getresponse()
    assert response.status == 200
    return connection, response


def next_event(stream: Any) -> tuple[str, str, Any]:
    """Id, name and data of the next event that has any."""
    id_ = name = ""
    for line in stream:
        key, _, value = line.decode().rstrip("\n").partition(": ")
        if key == "id":
            id_ = value
        elif key == "event":
            name = value
        elif key == "data":
            return id_, name, json.loads(value)
    raise AssertionError("the stream has ended")


def test_events_go_on_after_a_daemon_was_killed(own_daemon: Callable[..., Lab]) -> None:
    lab = own_daemon()
    connection, stream = events(lab)
    first = lab.api.network.create({"name_label": "1", "other_config": {}})
    while True:
        seen, name, data = next_event(stream)
        if (name, data["ref"]) == ("add", first):
            break
    second = lab.api.network.create({"name_label": "2", "other_config": {}})
    lab.restart()
    connection.close()
    connection, stream = events(lab, since=seen)
    told = []
    while second not in told:
        _, name, data = next_event(stream)
        if name == "add":
            told.append(data["ref"])
    assert first not in told
    connection.close()
