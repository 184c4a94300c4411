"""What one call costs must not grow with the pool."""

from __future__ import annotations

from contextlib import ExitStack

from bench.processes import load, request, xapid
from bench.row import Row

SIZES, ROUNDS, SECONDS = (100, 1_000, 10_000), 9, 0.4
METHODS = {
    "VM.get_record": (),
    "VM.set_name_description": ("@" * 8,),
    "VM.get_by_name_label": None,
}


def flat() -> list[Row]:
    """A read, a change and a search, at each size; the dearest against the cheapest."""
    with ExitStack() as stack:
        servers = {size: stack.enter_context(xapid(size)) for size in SIZES}
        rows = []
        for method, params in METHODS.items():
            costs: dict[int, list[float]] = {size: [] for size in SIZES}
            bodies = {}
            for size, server in servers.items():
                arguments = ("machine 50",) if params is None else (server.call("VM.get_all")[50], *params)
                bodies[size] = request("/jsonrpc", server.json_call(method, *arguments))
            for _ in range(ROUNDS):
                for size, server in servers.items():
                    costs[size].append(1e6 / load(server, 1, SECONDS, [bodies[size]]))
            # The best of the rounds: what else the machine does only ever adds.
            best = {size: min(values) for size, values in costs.items()}
            shown = " / ".join(f"{best[size]:.0f}" for size in SIZES[1:])
            rows.append(
                Row(f"{method} at 1,000 / 10,000 VMs", f"{shown} µs", f"at 100: {best[100]:.0f} µs",
                    max(best.values()) / best[100], "x", 1.2, at_least=False)
            )  # fmt: skip
    return rows
