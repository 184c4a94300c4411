"""xapid: the XenAPI on plain Linux hosts, by way of libvirt."""
