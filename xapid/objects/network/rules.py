"""Which operations a network allows: any number of VMs may be joining it at once."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.objects.network.declaration import Network, NetworkOperations
from xapid.objects.operations import OperationTable


def refusal(network: Network, operation: NetworkOperations, strict: bool) -> XenError | None:
    """Why the operation may not start now: attaching always may."""
    return None


table = OperationTable(Network, NetworkOperations, refusal)
