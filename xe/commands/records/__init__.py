"""What the generated commands know of each class."""

from xe.commands.records import cluster, host, network, passthrough, pool, storage, vm
from xe.commands.records.table import RecordTable

_ROOMS = (vm, pool, host, network, storage, passthrough, cluster)

RECORDS: dict[str, RecordTable] = {table.name: table for room in _ROOMS for table in room.TABLES}
