"""Clients that log in by a certificate, and how TLS is set for all clients."""

from __future__ import annotations

import http.client
import json
import ssl
from pathlib import Path
from typing import Any

import pytest
import XenAPI

from tests.lab.daemon import PASSWORD, Lab
from tests.lab.house import fails
from tests.trust.authority import DAY, Authority, key, key_pem, pem

OURS = Authority()
OTHERS = Authority("Others", 4)


def connect(house: Lab, folder: Path, certificate: Any = None) -> http.client.HTTPSConnection:
    """A connection that shows the certificate."""
    context = ssl._create_unverified_context()
    if certificate is not None:
        path = folder / "client.pem"
        path.write_text(key_pem(key()) + pem(certificate))
        context.load_cert_chain(path)
    return http.client.HTTPSConnection("127.0.0.1", house.daemon.ports["https_port"], context=context)


def call(connection: http.client.HTTPSConnection, method: str, *params: Any) -> Any:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
    connection.request("POST", "/jsonrpc", body)
    answer = json.loads(connection.getresponse().read())
    if "error" in answer:
        raise XenAPI.Failure([answer["error"]["message"], *answer["error"]["data"]])
    return answer["result"]


def login(connection: http.client.HTTPSConnection, name: str = "backup", password: str = "") -> Any:
    return call(connection, "session.login_with_password", name, password)


def refused(house: Lab, folder: Path, certificate: Any = None) -> None:
    """No password, no session."""
    with pytest.raises(XenAPI.Failure, match="SESSION_AUTHENTICATION_FAILED"):
        login(connect(house, folder, certificate))


def test_a_certificate_logs_in(house: Lab, tmp_path: Path) -> None:
    api, pool = house.api, house.api.pool.get_all()[0]
    mine = OURS.issue("x", names=("backup.example",))
    refused(house, tmp_path, mine)
    api.pool.install_ca_certificate("clients", OURS.pem)
    for bad in ("", "a\tb", "x" * 300):
        fails("INVALID_VALUE", api.pool.enable_client_certificate_auth, pool, bad)
    api.pool.enable_client_certificate_auth(pool, "Backup.example")
    assert api.pool.get_client_certificate_auth_enabled(pool)
    assert api.pool.get_client_certificate_auth_name(pool) == "Backup.example"

    connection = connect(house, tmp_path, mine)
    session = login(connection)
    record = call(connection, "session.get_record", session, session)
    assert record["client_certificate"] and not record["is_local_superuser"] and not record["pool"]
    assert record["auth_user_name"] == "backup"
    assert record["auth_user_sid"] == "certificate:backup"  # not that of a local user of the name
    host = api.host.get_all()[0]
    call(connection, "host.disable", session, host)  # what the role client-cert may, and operators
    call(connection, "host.enable", session, host)
    with pytest.raises(XenAPI.Failure, match="RBAC_PERMISSION_DENIED"):
        call(connection, "host.reset_server_certificate", session, host)
    call(connection, "session.logout", session)

    refused(house, tmp_path)  # without a certificate a password is wanted, as ever
    connection = connect(house, tmp_path)
    assert not call(connection, "session.get_client_certificate", *[login(connection, "root", PASSWORD)] * 2)
    refused(house, tmp_path, OURS.issue("x", names=("another.example",)))
    for unknown in (OTHERS.issue("x", names=("backup.example",)), OURS.issue("y", begin=-9 * DAY, end=-DAY)):
        with pytest.raises((ssl.SSLError, ConnectionError)):
            login(connect(house, tmp_path, unknown))
    common = OURS.issue("backup.example", names=())
    assert login(connect(house, tmp_path, common)).startswith("OpaqueRef:")


def test_handlers_take_the_certificate_too(house: Lab, tmp_path: Path) -> None:
    def get(certificate: Any) -> int:
        connection = connect(house, tmp_path, certificate)
        connection.request("GET", "/host_updates")
        return connection.getresponse().status

    assert get(OURS.issue("x", names=("backup.example",))) not in (401, 403)
    assert get(OURS.issue("x", names=("another.example",))) == 401
    assert get(None) == 401


def test_revoked_and_disabled(house: Lab, tmp_path: Path) -> None:
    api, pool = house.api, house.api.pool.get_all()[0]
    mine = OURS.issue("x", names=("backup.example",))
    kept = connect(house, tmp_path, mine)
    assert login(kept)
    api.pool.crl_install("gone", OURS.revocation_list(mine))
    refused(house, tmp_path, mine)
    with pytest.raises(XenAPI.Failure, match="SESSION_AUTHENTICATION_FAILED"):
        login(kept)  # on the connection of before
    api.pool.crl_uninstall("gone")
    house.restart()
    api = house.api
    assert login(connect(house, tmp_path, mine))
    api.pool.disable_client_certificate_auth(pool)
    refused(house, tmp_path, mine)
    api.pool.enable_client_certificate_auth(pool, "backup.example")
    api.pool.uninstall_ca_certificate("clients")
    refused(house, tmp_path, mine)
    api.pool.disable_client_certificate_auth(pool)
    assert not api.pool.get_client_certificate_auth_enabled(pool)
    assert api.pool.get_client_certificate_auth_name(pool) == ""


def test_old_tls_stays_off(house: Lab) -> None:
    api, pool, host = house.api, house.api.pool.get_all()[0], house.api.host.get_all()[0]
    assert api.host.get_ssl_legacy(host) is False
    fails("VALUE_NOT_SUPPORTED", api.host.set_ssl_legacy, host, True)
    api.host.set_ssl_legacy(host, False)
    api.pool.disable_ssl_legacy(pool)
    fails("MESSAGE_REMOVED", api.pool.enable_ssl_legacy, pool)
    assert api.host.get_ssl_legacy(host) is False


def test_https_only_spares_this_machine(house: Lab) -> None:
    pool, host = house.api.pool.get_all()[0], house.api.host.get_all()[0]
    house.api.host.set_https_only(host, True)
    house.restart()  # over plain HTTP, from this machine
    assert house.api.host.get_https_only(host) is True
    house.api.pool.set_https_only(pool, False)
    assert house.api.host.get_https_only(host) is False
