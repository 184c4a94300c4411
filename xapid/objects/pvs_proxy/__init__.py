"""The class PVS_proxy: its fields, and its messages."""

from xapid.objects.pvs_proxy.declaration import PVSProxy, PvsProxyStatus

__all__ = ["PVSProxy", "PvsProxyStatus"]
