"""What one host's hypervisor can do: a protocol, the specs it takes, what it tells, and the libvirt driver."""
