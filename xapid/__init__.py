"""xapid: the XenAPI on plain Linux hosts, by way of libvirt."""

__version__ = "0.1.0"
