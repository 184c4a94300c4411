"""The private libvirtd for this room's tests."""

from tests.lab.libvirtd import events, hypervisor, libvirtd, short_dir

__all__ = ["events", "hypervisor", "libvirtd", "short_dir"]
