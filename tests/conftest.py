"""Fixtures that every room's tests may use."""

from tests.lab.daemon import lab, own_daemon, shared_daemon
from tests.lab.guest import guest_image

__all__ = ["guest_image", "lab", "own_daemon", "shared_daemon"]
