"""Messages of the class PVS_server that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.pvs_server import PVSServer

# fmt: off
not_built(PVSServer,
    "introduce(addresses: string set, first_port: int, last_port: int, site: PVS_site ref) => PVS_server ref",
    "Enter a server of the site, which answers on the range of ports.", role=POOL_OPERATOR, waits_for="PVS")
not_built(PVSServer, "forget(self: PVS_server ref)", "Delete a server.", role=POOL_OPERATOR, waits_for="PVS")
