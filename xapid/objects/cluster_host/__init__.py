"""The class Cluster_host: its fields, and its messages."""

from xapid.objects.cluster_host.declaration import ClusterHost, ClusterHostOperation

__all__ = ["ClusterHost", "ClusterHostOperation"]
