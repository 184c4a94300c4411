"""All records of a class at once, beside the encoders of the libraries on the same data."""

from __future__ import annotations

import time
import xmlrpc.client
from collections.abc import Callable
from statistics import median
from typing import Any

import orjson

from bench.processes import Server, running, state_directory
from bench.row import Row

VMS, ROUNDS = 1000, 9


def records() -> list[Row]:
    """VM.get_all_records of 1,000 VMs: the making of the body, and all of it through HTTP."""
    with state_directory() as state:
        with running("bench.server", str(state), str(VMS)) as server:
            times, cold = _through_http(server)
        with running("bench.encode", str(state)) as encoder:
            made = encoder.said
    dumps, packed = times["dumps"], times["orjson"]
    return [
        Row(f"VM.get_all_records of {VMS:,}, XML-RPC, the body", _ms(made["xml"]), f"dumps {_ms(dumps)}",
            dumps / made["xml"], "x faster", 20),
        Row("  through HTTP, received whole", _ms(times["xml"]), f"dumps {_ms(dumps)}",
            dumps / times["xml"], "x faster", None),
        Row("  through HTTP when every VM has just changed", _ms(cold), f"dumps {_ms(dumps)}",
            dumps / cold, "x faster", None),
        Row(f"VM.get_all_records of {VMS:,}, JSON-RPC, the body", _ms(made["json"]), f"orjson {_ms(packed)}",
            made["json"] / packed, "x", 2, at_least=False),
        Row("  through HTTP, received whole", _ms(times["json"]), f"orjson {_ms(packed)}",
            times["json"] / packed, "x", None),
        Row(f"GET /rest/v1/VM, {VMS:,} of them, received whole", _ms(times["rest"]),
            f"JSON-RPC {_ms(times['json'])}", times["rest"] / times["json"], "x", None),
        Row("  two fields of each", _ms(times["fields"]), f"JSON-RPC {_ms(times['json'])}",
            times["fields"] / times["json"], "x", None),
    ]  # fmt: skip


def _through_http(server: Server) -> tuple[dict[str, float], float]:
    """Median seconds of each side, and of XML-RPC just after every VM has changed."""
    xml, json = server.xml_call("VM.get_all_records"), server.json_call("VM.get_all_records")
    data = orjson.loads(server.post("/jsonrpc", json))["result"]
    answer = {"Status": "Success", "Value": _as_text(data)}
    sides: dict[str, Callable[[], Any]] = {
        "xml": lambda: server.post("/RPC2", xml),
        "json": lambda: server.post("/jsonrpc", json),
        "rest": lambda: server.get("/rest/v1/VM"),
        "fields": lambda: server.get("/rest/v1/VM?fields=name_label,power_state"),
        "dumps": lambda: xmlrpc.client.dumps((answer,), methodresponse=True),
        "orjson": lambda: orjson.dumps(data),
    }
    times: dict[str, list[float]] = {side: [] for side in sides}
    for _ in range(ROUNDS):
        for side, work in sides.items():
            times[side].append(_seconds(work))
    return {side: median(values) for side, values in times.items()}, _cold(server, list(data), sides["xml"])


def _cold(server: Server, vms: list[str], work: Callable[[], Any]) -> float:
    for vm in vms:
        server.call("VM.set_name_description", vm, f"changed {time.time()}")
    return _seconds(work)


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _as_text(value: Any) -> Any:
    """Integers are text in XML-RPC as XenAPI has it."""
    if isinstance(value, dict):
        return {key: _as_text(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_as_text(member) for member in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
