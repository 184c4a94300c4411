"""Settings that mean nothing are refused before anything starts."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from xapid.config import Config


@pytest.mark.parametrize(
    "line", ["", "refuse", "deny class=8", "deny colour=0123", "allow vid", "deny class=03x"]
)
def test_no_rule_of_usb_devices(line: str) -> None:
    with pytest.raises(ValidationError, match="is not allow or deny"):
        Config(usb_policy=["deny class=03 subclass=01", line])
