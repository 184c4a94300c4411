"""The smallest call beside the smallest handler of aiohttp."""

from __future__ import annotations

from statistics import median

from bench.processes import load, request, running, xapid
from bench.row import Row

CLIENTS, ROUNDS, SECONDS = 16, 5, 1.5


def calls() -> list[Row]:
    """VM.get_power_state, 1,000 VMs, over both protocols."""
    with xapid(1000) as ours, running("bench.bare") as bare:
        vm = ours.call("VM.get_all")[0]
        sides = {
            "bare": (bare, request("/RPC2", ours.xml_call("VM.get_power_state", vm))),
            "XML-RPC": (ours, request("/RPC2", ours.xml_call("VM.get_power_state", vm))),
            "JSON-RPC": (ours, request("/jsonrpc", ours.json_call("VM.get_power_state", vm))),
        }
        rates: dict[str, list[float]] = {side: [] for side in sides}
        for _ in range(ROUNDS):
            for side, (server, body) in sides.items():
                rates[side].append(load(server, CLIENTS, SECONDS, [body]))
    base = median(rates["bare"])
    return [
        Row(f"VM.get_power_state, {side}, {CLIENTS} clients", f"{median(rates[side]):.0f}/s", f"{base:.0f}/s",
            median(rates[side]) / base, "x", target)
        for side, target in (("XML-RPC", 0.5), ("JSON-RPC", 0.7))
    ]  # fmt: skip
