"""Fixtures that every room's tests may use."""

from tests.lab.daemon import lab, own_daemon, shared_daemon
from tests.lab.guest import guest_image
from tests.lab.house import house, house_daemon

__all__ = ["guest_image", "house", "house_daemon", "lab", "own_daemon", "shared_daemon"]
