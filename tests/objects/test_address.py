"""Where this host says that it is reached."""

import ipaddress

import pytest

from xapid.objects.host.address import own_address, own_url


@pytest.mark.parametrize(
    ("address", "http", "https", "url"),
    [
        ("10.0.0.1", 80, 443, "https://10.0.0.1"),
        ("10.0.0.1", 80, 8443, "https://10.0.0.1:8443"),
        ("::1", 80, 8443, "https://[::1]:8443"),
        ("10.0.0.1", 80, -1, "http://10.0.0.1"),
        ("10.0.0.1", 8080, None, "http://10.0.0.1:8080"),
    ],
)
def test_urls(address: str, http: int, https: int | None, url: str) -> None:
    assert own_url(address, http, https) == url


def test_an_address_that_is_listened_on_is_the_hosts() -> None:
    assert own_address("127.0.0.1") == "127.0.0.1"
    assert not ipaddress.ip_address(own_address("0.0.0.0")).is_unspecified
