"""What clients change about the host itself: on files and with programs of the test's own."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import XenAPI

from tests.lab.daemon import Lab, TestDaemon, make_daemon
from tests.lab.guest import GuestImage
from tests.lab.place import ALL, CHRONY, Place, program


def refused(call: Callable[..., Any], *args: Any) -> list[str]:
    with pytest.raises(XenAPI.Failure) as caught:
        call(*args)
    return [str(part) for part in caught.value.details]


@pytest.fixture(scope="module")
def make_lab(guest_image: GuestImage) -> Iterator[Callable[..., Lab]]:
    """Makes daemons for the tests of this file."""
    made: list[TestDaemon] = []

    def make(**settings: str) -> Lab:
        daemon = make_daemon(guest_image, **settings)
        made.append(daemon)
        daemon.start()
        return Lab(daemon, guest_image)

    yield make
    for daemon in made:
        daemon.remove()
        shutil.rmtree(daemon.directory, ignore_errors=True)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("host"))


@pytest.fixture(scope="module")
def lab(place: Place, make_lab: Callable[..., Lab]) -> Lab:
    place.units.joinpath("ssh").touch()
    place.units.joinpath("chrony").touch()
    return make_lab(**place.settings(ALL))


@pytest.fixture
def host(lab: Lab, place: Place) -> str:
    place.called()
    return str(lab.api.host.get_all()[0])


def test_nothing_of_the_host_changes_unless_it_may(make_lab: Callable[..., Lab], tmp_path: Path) -> None:
    place = Place(tmp_path)
    lab = make_lab(**place.settings(""))
    host, pool, api = lab.api.host.get_all()[0], lab.api.pool.get_all()[0], lab.api
    api.host.disable(host)
    calls = [(api.host.reboot, "power"), (api.host.shutdown, "power"), (api.host.dmesg_clear, "kernel_log"),
             (api.host.enable_ssh, "ssh"), (api.host.disable_ssh, "ssh")]  # fmt: skip
    more = [(api.host.set_timezone, "Europe/Paris", "clock"), (api.host.set_hostname_live, "x", "hostname"),
            (api.host.set_ntp_mode, "Disabled", "time_servers"), (api.host.set_max_cstate, "1", "processor"),
            (api.host.set_ssh_auto_mode, True, "ssh"),
            (api.host.set_console_idle_timeout, 60, "ssh"),
            (api.host.set_iscsi_iqn, "iqn.2026-01.org.example:a", "iscsi")]  # fmt: skip
    for call, name in calls:
        assert refused(call, host) == ["OPERATION_NOT_ALLOWED", said(name)]
    for call, value, name in more:
        assert refused(call, host, value) == ["OPERATION_NOT_ALLOWED", said(name)]
    assert refused(api.pool.enable_ssh, pool) == ["OPERATION_NOT_ALLOWED", said("ssh")]
    assert place.called() == [] and place.chrony.read_text() == CHRONY
    with pytest.raises(RuntimeError, match="nothing of the host is called everything"):
        make_lab(host_control="everything")


def said(name: str) -> str:
    return f"xapid may not change this about its host: the setting host_control lacks {name!r}"


def test_the_clock_and_where_it_is(lab: Lab, place: Place, host: str) -> None:
    zones = lab.api.host.list_timezones(host)
    assert {"UTC", "Europe/Paris"} <= set(zones)
    assert not [zone for zone in zones if zone.startswith(("posix", "right"))]
    lab.api.host.set_timezone(host, "Europe/Paris")
    assert os.readlink(place.etc / "localtime") == "/usr/share/zoneinfo/Europe/Paris"
    assert place.etc.joinpath("timezone").read_text() == "Europe/Paris\n"
    assert lab.api.host.get_timezone(host) == "Europe/Paris"
    for wrong in ("Europe/Nowhere", "../../etc/passwd", ""):
        assert refused(lab.api.host.set_timezone, host, wrong) == ["INVALID_VALUE", "timezone", wrong]
    times = [str(call(host)) for call in (lab.api.host.get_servertime, lab.api.host.get_server_localtime)]
    utc, paris = (datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H:%M:%S") for text in times)
    assert 3500 < (paris - utc).total_seconds() < 7300

    moment = XenAPI.xmlrpclib.DateTime("20300102T03:04:05Z")
    assert refused(lab.api.host.set_servertime, host, moment) == ["NOT_ALLOWED_WHEN_NTP_IS_ENABLED", host]
    lab.api.host.set_ntp_mode(host, "Disabled")
    lab.api.host.set_servertime(host, moment)
    assert place.called() == ["disable --now chrony", "clock 2030-01-02 03:04:05"]
    assert lab.api.host.get_ntp_servers_status(host) == {}
    assert lab.api.host.get_ntp_synchronized(host) is False


def test_time_servers(lab: Lab, place: Place, host: str) -> None:
    api = lab.api
    assert refused(api.host.set_ntp_mode, host, "Custom")[0] == "INVALID_NTP_CONFIG"
    for wrong in (["a b"], ["-x"], ["a\nserver b"], [f"s{n}" for n in range(17)]):
        assert refused(api.host.set_ntp_custom_servers, host, wrong)[0] == "INVALID_NTP_CONFIG"
    api.host.set_ntp_custom_servers(host, ["192.0.2.1", "time.example"])
    assert place.chrony.read_text() == CHRONY  # they hold in mode Custom only
    api.host.set_ntp_mode(host, "Custom")
    lines = place.chrony.read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "makestep 1 3", "server 192.0.2.1 iburst # by xapid", "server time.example iburst # by xapid",
    ]  # fmt: skip
    assert refused(api.host.set_ntp_custom_servers, host, [])[0] == "INVALID_NTP_CONFIG"
    assert place.called() == ["enable --now chrony", "restart chrony"]
    assert api.host.get_ntp_servers_status(host) == {"192.0.2.1": "synchronized", "192.0.2.2": "unusable"}
    assert api.host.get_ntp_synchronized(host) is True

    custom = place.chrony.read_text()
    place.units.joinpath("broken").touch()
    assert refused(api.host.set_ntp_mode, host, "DHCP")[0] == "INTERNAL_ERROR"
    assert place.chrony.read_text() == custom and api.host.get_ntp_mode(host) == "Custom"
    place.units.joinpath("broken").unlink()
    api.host.set_ntp_mode(host, "DHCP")
    assert "sourcedir /run/chrony-dhcp # by xapid" in place.chrony.read_text()
    api.host.set_ntp_mode(host, "Factory")
    assert place.chrony.read_text() == CHRONY


def test_ssh_and_how_long_it_stays_on(lab: Lab, place: Place, host: str) -> None:
    api, pool = lab.api, lab.api.pool.get_all()[0]
    ssh, fallback = place.units / "ssh", lab.daemon.state / "ssh-while-down"
    api.host.disable_ssh(host)
    assert not ssh.exists() and api.host.get_ssh_enabled(host) is False
    api.pool.set_ssh_enabled_timeout(pool, 1)
    assert api.host.get_ssh_enabled_timeout(host) == "1"
    api.pool.enable_ssh(pool)
    assert ssh.exists() and str(api.host.get_ssh_expiry(host)) > "2026"
    lab.wait("host", host, lambda record: not record["ssh_enabled"])
    assert not ssh.exists() and str(api.host.get_ssh_expiry(host)).startswith("19700101")
    api.host.set_ssh_enabled_timeout(host, 0)

    api.host.set_ssh_auto_mode(host, True)
    assert fallback.exists() and api.host.get_ssh_auto_mode(host) is True
    api.host.enable_ssh(host)
    assert not fallback.exists() and api.host.get_ssh_auto_mode(host) is False
    api.pool.set_ssh_auto_mode(pool, False)
    api.pool.disable_ssh(pool)
    assert not ssh.exists()

    script = place.etc / "profile.d" / "xapid-console-timeout.sh"
    api.host.set_console_idle_timeout(host, 300)
    assert "export TMOUT=300\n" in script.read_text() and api.host.get_console_idle_timeout(host) == "300"
    api.pool.set_console_idle_timeout(pool, 0)
    assert not script.exists()
    for value in (-1, 10**9):
        assert refused(api.host.set_ssh_enabled_timeout, host, value)[0] == "VALUE_NOT_SUPPORTED"
        assert refused(api.pool.set_console_idle_timeout, pool, value)[0] == "VALUE_NOT_SUPPORTED"


def test_how_deep_processors_sleep(lab: Lab, place: Place, host: str) -> None:
    for limit, disabled in (("1", "0001"), ("1,0", "0011"), ("0", "0111"), ("6", "0000"), ("", "0000")):
        lab.api.host.set_max_cstate(host, limit)
        assert "".join(place.sleeping()) == disabled
        assert lab.api.host.get_max_cstate(host) == limit
    for wrong in ("C1", "-1", "1,", "111"):
        assert refused(lab.api.host.set_max_cstate, host, wrong) == ["INVALID_VALUE", "value", wrong]


def test_what_the_host_is_called(lab: Lab, place: Place, host: str) -> None:
    lab.api.host.set_hostname_live(host, "red.example")
    assert place.called() == ["hostname red.example"]
    assert place.etc.joinpath("hostname").read_text() == "red.example\n"
    assert lab.api.host.get_hostname(host) == "red.example"
    for wrong in ("", "-red", "a b", "x" * 65, "a..b"):
        assert refused(lab.api.host.set_hostname_live, host, wrong)[0] == "HOST_NAME_INVALID"


def test_the_kernel_forgets_what_it_said(lab: Lab, place: Place, host: str) -> None:
    lab.api.host.dmesg_clear(host)
    assert place.called() == ["dmesg --read-clear"]


def test_the_power_goes_only_from_an_empty_disabled_host(lab: Lab, place: Place, host: str) -> None:
    api = lab.api
    for call in (api.host.shutdown, api.host.reboot):
        assert refused(call, host) == ["HOST_NOT_DISABLED"]
    api.host.disable(host)
    try:
        api.host.reboot(host)
        api.host.shutdown(host)
        api.host.prepare_for_poweroff(host)
    finally:
        api.host.enable(host)
    assert place.called() == ["reboot", "poweroff"]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as made:
        made.bind(("127.0.0.1", 0))
        made.settimeout(20)
        yield made


def test_a_host_is_switched_on_from_afar(lab: Lab, place: Place, host: str, listener: socket.socket) -> None:
    api = lab.api
    assert refused(api.host.power_on, host) == ["HOST_POWER_ON_MODE_DISABLED"]
    port = str(listener.getsockname()[1])
    card = {"mac": "02:00:00:00:00:0a", "broadcast": "127.0.0.1", "port": port}
    api.host.set_power_on_mode(host, "wake-on-lan", card)
    api.host.power_on(host)
    assert listener.recv(2000) == b"\xff" * 6 + bytes.fromhex("02000000000a") * 16

    told = place.here / "told"
    program(place.here / "on" / "relay", f'#!/bin/sh\n{{ echo "$1"; cat; }} >{told}\n')
    secret = lab.api.secret.create({"value": "open sesame", "other_config": {}})
    named = {"user": "me", "power_on_password_secret": lab.api.secret.get_uuid(secret)}
    api.host.set_power_on_mode(host, "relay", named)
    api.host.power_on(host)
    assert (
        told.read_text() == api.host.get_uuid(host) + '\n{"user": "me", "power_on_password": "open sesame"}'
    )
    assert api.host.get_power_on_config(host) == named
    program(place.here / "on" / "relay", "#!/bin/sh\necho no current >&2\nexit 1\n")
    assert "no current" in refused(api.host.power_on, host)[1]

    for mode, settings in (("DRAC", {}), ("../services", {}), ("wake-on-lan", {"mac": "x"}),
                           ("wake-on-lan", {"port": "0"})):  # fmt: skip
        assert refused(api.host.set_power_on_mode, host, mode, settings)[0] == "INVALID_VALUE"
    api.host.set_power_on_mode(host, "", {})


def test_the_log_is_read_and_heard_elsewhere(lab: Lab, host: str, listener: socket.socket) -> None:
    api = lab.api
    assert "the hypervisor answers" in api.host.get_log(host)
    for wrong in ("a b", "tcp://", "h:99999", "http://h"):
        api.host.set_logging(host, {"syslog_destination": wrong})
        assert refused(api.host.syslog_reconfigure, host) == ["INVALID_VALUE", "syslog_destination", wrong]
    api.host.set_logging(host, {"syslog_destination": f"127.0.0.1:{listener.getsockname()[1]}"})
    api.host.syslog_reconfigure(host)
    make_a_line(lab)
    line = listener.recv(4000).decode()
    assert line.startswith("<") and "xapid[" in line and "\0" not in line

    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(20)
        api.host.set_logging(host, {"syslog_destination": f"tcp://127.0.0.1:{server.getsockname()[1]}"})
        api.host.syslog_reconfigure(host)
        make_a_line(lab)
        with closing(server.accept()[0]) as connection:
            assert connection.recv(4000).decode().split("\n")[0].startswith("<")
    api.host.set_logging(host, {})
    api.host.syslog_reconfigure(host)


def make_a_line(lab: Lab) -> None:
    """Have the daemon log something."""
    refused(lab.api.host.power_on, lab.api.host.get_all()[0])
    where = {"location": "/nowhere/at/all"}
    refused(lab.api.SR.create, lab.api.host.get_all()[0], where, "0", "x", "", "iso", "iso", False, {})


def test_the_coordinator_misses_none(lab: Lab, host: str) -> None:
    assert lab.api.host.is_in_emergency_mode() is False
    assert time.time() - float(lab.api.host.get_other_config(host)["agent_start_time"].rstrip(".")) < 600


def test_the_name_for_iscsi(lab: Lab, place: Place, host: str) -> None:
    path = place.etc / "iscsi" / "initiatorname.iscsi"
    path.parent.mkdir()
    path.write_text("# kept\nInitiatorName=iqn.2026-01.org.example:old\nInitiatorAlias=here\n")
    for wrong in ("", "iqn.2026-13.org.example", "iqn.2026-01.org.example:a\nb", "eui.1", "x" * 300):
        assert refused(lab.api.host.set_iscsi_iqn, host, wrong) == ["INVALID_VALUE", "value", wrong]
    lab.api.host.set_iscsi_iqn(host, "iqn.2026-01.org.example:new")
    assert path.read_text() == "# kept\nInitiatorName=iqn.2026-01.org.example:new\nInitiatorAlias=here\n"
    assert lab.api.host.get_iscsi_iqn(host) == "iqn.2026-01.org.example:new"
    path.unlink()
    lab.api.host.set_iscsi_iqn(host, "eui.0123456789abcdef")
    assert path.read_text() == "InitiatorName=eui.0123456789abcdef\n"
    path.write_text("InitiatorName = iqn.2026-02.org.example:by-hand\n")
    lab.restart()
    assert lab.api.host.get_iscsi_iqn(host) == "iqn.2026-02.org.example:by-hand"
