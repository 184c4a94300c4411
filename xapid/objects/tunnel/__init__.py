"""The class tunnel: its fields, and its messages."""

from xapid.objects.tunnel.declaration import Tunnel, TunnelProtocol

__all__ = ["Tunnel", "TunnelProtocol"]
