"""Binary data that belongs to a network."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.blob import Blob
from xapid.objects.blob.messages import attach
from xapid.objects.context import Context
from xapid.objects.network.declaration import Network


@message(Network, role=POOL_OPERATOR)
async def create_new_blob(
    ctx: Context, network: Network, name: str, mime_type: str, public: bool = False
) -> Blob:
    """Make an empty blob that belongs to the network, under a name that it has no other of.

    It goes with the network. public: it can be read without a login.
    """
    return attach(ctx, network, name, mime_type, public)
