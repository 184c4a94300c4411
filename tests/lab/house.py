"""A daemon for one file of tests about what is set for the whole host, and how calls fail."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
import XenAPI

from tests.lab.daemon import Lab, TestDaemon, make_daemon
from tests.lab.guest import GuestImage


@pytest.fixture(scope="module")
def house_daemon(guest_image: GuestImage) -> Iterator[TestDaemon]:
    """A daemon whose settings are nobody else's."""
    made = make_daemon(guest_image)
    try:
        made.start()
        yield made
    finally:
        made.remove()
        shutil.rmtree(made.directory, ignore_errors=True)


@pytest.fixture
def house(house_daemon: TestDaemon, guest_image: GuestImage) -> Lab:
    """A session on it."""
    return Lab(house_daemon, guest_image)


def fails(code: str, function: Any, *args: Any) -> list[str]:
    """The parameters of the failure, which has to have that code."""
    with pytest.raises(XenAPI.Failure) as failure:
        function(*args)
    assert failure.value.details[0] == code, failure.value.details
    return list(failure.value.details[1:])
