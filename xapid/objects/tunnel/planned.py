"""Messages of the class tunnel that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.tunnel import Tunnel

# fmt: off
not_built(Tunnel,
    'create(transport_PIF: PIF ref, network: network ref, protocol: enum tunnel_protocol = "gre") => tunnel '
    "ref",
    "Make a tunnel for the network over the interface.", role=POOL_OPERATOR, waits_for="Open vSwitch",
    errors=("OPENVSWITCH_NOT_ACTIVE", "TRANSPORT_PIF_NOT_CONFIGURED", "IS_TUNNEL_ACCESS_PIF"))
not_built(Tunnel, "destroy(self: tunnel ref)",
    "Delete the tunnel and its interface.", role=POOL_OPERATOR, waits_for="Open vSwitch")
