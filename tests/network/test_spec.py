"""Specs: what is refused at the door, and what comes through it unchanged."""

from ipaddress import IPv4Address, IPv4Network
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from xapid.network.leases import parse_leases
from xapid.network.mark import Mark, unborn_name
from xapid.network.spec import BridgeSpec, DhcpSpec, check_device_name, internal_network

GOOD = {"name": "xapi0", "network_uuid": UUID(int=1), "address": "10.9.0.1/24"}


@pytest.mark.parametrize(
    "bad",
    [
        {"name": "a-name-of-16-chr"},
        {"name": ""},
        {"name": "--port=53"},
        {"name": "../etc"},
        {"name": "lo"},
        {"name": "xapi0\n"},
        {"mtu": 67},
        {"mtu": 65536},
        {"address": "10.9.0.1/33"},
        {"address": "10.9.0.0/24"},
        {"address": "10.9.0.255/24"},
        {"address": "fe80::1/64"},
        {"uplink": "xapi0"},
        {"address": None, "dhcp": {"first": "10.9.0.2", "last": "10.9.0.9"}},
        {"dhcp": {"first": "10.9.0.9", "last": "10.9.0.2"}},
        {"dhcp": {"first": "10.9.1.2", "last": "10.9.1.9"}},
        {"dhcp": {"first": "10.9.0.1", "last": "10.9.0.9"}},
        {"dhcp": {"first": "10.9.0.9", "last": "10.9.0.255"}},
        {"dhcp": {"first": "10.9.0.2", "last": "10.9.0.9", "router": "10.8.0.1"}},
        {"dhcp": {"first": "10.9.0.2", "last": "10.9.0.9", "domain": "a,b"}},
        {"dhcp": {"first": "10.9.0.2", "last": "10.9.0.9", "lease_seconds": 1}},
        {"colour": "red"},
    ],
)
def test_refused(bad: dict[str, object]) -> None:
    BridgeSpec.model_validate(GOOD)
    with pytest.raises(ValidationError):
        BridgeSpec.model_validate({**GOOD, **bad})


@given(st.ip_addresses(v=4), st.integers(16, 29))
def test_internal_network_fills_its_subnet(ip: IPv4Address, length: int) -> None:
    subnet = IPv4Network((ip, length), strict=False)
    spec = internal_network("xapi0", UUID(int=1), subnet)
    assert isinstance(spec.dhcp, DhcpSpec) and spec.address is not None
    assert int(spec.dhcp.last) - int(spec.dhcp.first) + 1 == subnet.num_addresses - 3
    assert BridgeSpec.model_validate_json(spec.model_dump_json()) == spec


@given(st.text(max_size=80))
def test_only_marks_are_marks(alias: str) -> None:
    assert Mark.parse(alias) is None
    mark = Mark(uuid4(), "host-a")
    assert Mark.parse(str(mark)) == mark
    assert check_device_name(unborn_name(alias))


@given(st.text())
def test_any_lease_file_can_be_read(text: str) -> None:
    parse_leases(text, 0)


def test_leases() -> None:
    lines = "100 a:1 10.9.0.2 * *\n0 a:2 10.9.0.3 web1 *\n50 a:3 10.9.0.4 x *\n"
    found = [
        (lease.mac[-1], str(lease.ip), lease.hostname, lease.expires) for lease in parse_leases(lines, 60)
    ]
    assert found == [("1", "10.9.0.2", "", 100), ("2", "10.9.0.3", "web1", 0)]
