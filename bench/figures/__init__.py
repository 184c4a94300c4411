"""The figures, each a function that measures and answers lines of the table."""

from collections.abc import Callable

from bench.figures.calls import calls
from bench.figures.durable import durable
from bench.figures.events import events
from bench.figures.flat import flat
from bench.figures.listing import listing
from bench.figures.memory import memory
from bench.figures.records import records
from bench.figures.starting import starting
from bench.figures.vm_start import vm_start
from bench.row import Row

FIGURES: dict[str, Callable[[], list[Row]]] = {
    "calls": calls,
    "records": records,
    "vm_start": vm_start,
    "flat": flat,
    "durable": durable,
    "events": events,
    "listing": listing,
    "memory": memory,
    "starting": starting,
}
