"""Fixtures that every room's tests may use."""

from tests.lab.guest import guest_image

__all__ = ["guest_image"]
