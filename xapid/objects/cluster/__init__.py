"""The class Cluster: its fields, and its messages."""

from xapid.objects.cluster.declaration import Cluster, ClusterOperation

__all__ = ["Cluster", "ClusterOperation"]
