"""What one host's hypervisor can do: a protocol, its specs, what it tells, and the libvirt driver."""
